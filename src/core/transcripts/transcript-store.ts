import type { Transcript } from '#contract/transcripts.ts'

export type TranscriptStore = {
  readonly get: (sessionId: number) => Transcript | null
  /** `isClosing`: then the portal said that the operator had finished the dialog; it is kept with the session alone. */
  readonly put: (transcript: Transcript & { readonly isClosing?: boolean }) => void
}
