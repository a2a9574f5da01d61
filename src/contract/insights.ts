import { z } from 'zod'

/** What may have displeased a client. `unanswered` also stands for a dialog that no operator ever answered. */
export const evidenceKinds = [
  'late-answer', 'silence', 'unanswered', 'transfers', 'bot-loop', 'auto-close', 'reopened', 'negative-words',
] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

export const evidenceSchema = z.strictObject({
  kind: z.enum(evidenceKinds),
  /** 0..1: how much this speaks for itself. */
  strength: z.number().min(0).max(1),
  /** Where in the conversation it shows; null where no message does. */
  messageId: z.number().int().nullable(),
  /** The wait, or the time until the client came back; null where the kind has none. */
  seconds: z.number().int().nullable(),
  /** Transfers, rounds with the bot; null where the kind has none. */
  count: z.number().int().nullable(),
  /** The client's own words, as written; null where the kind has none. */
  words: z.string().nullable(),
})
export type Evidence = z.output<typeof evidenceSchema>
