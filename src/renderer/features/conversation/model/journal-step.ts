import type { JournalLine, Vote } from '#contract/ratings.ts'
import { errorCodes, type ErrorCode } from '#contract/result.ts'

/** `change`: mine in place of what the portal held. `against`: what the portal holds, and mine beside it. `mine`: nothing is known of the portal. */
export type JournalStep = {
  readonly kind: 'change' | 'against' | 'mine'
  readonly portal: Vote
  readonly mine: Vote
  /** What went wrong, where something did. */
  readonly error: ErrorCode | null
}

const kinds: Readonly<Partial<Record<JournalLine['event'], 'change' | 'against'>>> = {
  saved: 'change', replaced: 'change', merged: 'change', sent: 'change', confirmed: 'change', conflict: 'against', keptTheirs: 'against',
}

/** What one line of the journal tells: before, after, and the outcome. */
export function journalStep({ event, rating, comment, beforeRating, beforeComment, detail }: JournalLine): JournalStep {
  const code = detail?.split(':', 1)[0]
  return {
    kind: kinds[event] ?? 'mine', portal: { rating: beforeRating, comment: beforeComment }, mine: { rating, comment },
    error: errorCodes.find(known => known === code) ?? null,
  }
}
