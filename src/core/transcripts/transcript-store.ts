import type { Transcript } from '#contract/transcripts.ts'

export type TranscriptStore = {
  readonly get: (sessionId: number) => Transcript | null
  readonly put: (transcript: Transcript) => void
}
