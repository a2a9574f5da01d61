import type { DialogRow } from '#contract/dialogs.ts'
import type { Evidence } from '#contract/insights.ts'
import { err, ok, type Result } from '#contract/result.ts'
import type { DialogService } from '../sessions/dialog-service.ts'
import type { TranscriptService } from '../transcripts/transcript-service.ts'
import { evidenceIn } from './evidence.ts'

export type EvidenceDeps = {
  readonly dialogs: Pick<DialogService, 'rows' | 'ofClient'>
  readonly transcripts: Pick<TranscriptService, 'get'>
  /** In a blind review: why a client may be discontented would tell that he is. */
  readonly isHidden: (sessionId: number) => boolean
}

/** The evidence of one dialog, read from its conversation and its row; waits for the conversation where it is not here yet. */
export function createEvidence({ dialogs, transcripts, isHidden }: EvidenceDeps) {
  return async (sessionId: number): Promise<Result<Evidence[]>> => {
    if (isHidden(sessionId)) return ok([])
    const transcript = await transcripts.get(sessionId, 'user')
    if (!transcript.ok) return transcript
    const row = dialogs.rows([sessionId])[0]
    if (row === undefined) return err('not-found', `Dialog ${sessionId} is not in the local copy`)
    return ok(evidenceIn(transcript.value.messages, { ...row, nextCreatedAt: nextAfter(row, dialogs.ofClient(sessionId)) }))
  }
}

function nextAfter({ createdAt }: DialogRow, others: readonly DialogRow[]): number | null {
  const later = others.map(other => other.createdAt).filter(at => at > createdAt)
  return later.length === 0 ? null : Math.min(...later)
}
