import { err, type AppError, type Result } from '#contract/result.ts'
import type { Picture } from '#contract/transcripts.ts'
import type { Portal, Priority } from '../portal/portal.ts'
import type { TranscriptStore } from './transcript-store.ts'

/** `index`: the file's place in its message. */
export type PicturePlace = { readonly sessionId: number; readonly messageId: number; readonly index: number }

export type PicturesDeps = {
  readonly portal: Pick<Portal, 'picture'>
  readonly transcripts: Pick<TranscriptStore, 'get'>
  /** Reads conversations from the portal, whatever is stored of them. */
  readonly read: (sessionIds: readonly number[], priority: Priority) => Promise<Result<ReadonlyMap<number, AppError | null>>>
}

/** A picture that somebody asked to see. Only files of conversations that are here can be named, and none is kept. */
export function createPictures({ portal, transcripts, read }: PicturesDeps): (place: PicturePlace) => Promise<Result<Picture>> {
  function fileId({ sessionId, messageId, index }: PicturePlace): number | null {
    return transcripts.get(sessionId)?.messages.find(({ id }) => id === messageId)?.files[index]?.id ?? null
  }

  /** A copy from before the numbers of files were kept is read once more. */
  async function fileIdAnew(place: PicturePlace): Promise<Result<number>> {
    const { sessionId } = place
    const outcomes = await read([sessionId], 'user')
    if (!outcomes.ok) return outcomes
    const error = outcomes.value.get(sessionId) ?? null
    if (error !== null) return { ok: false, error }
    const id = fileId(place)
    return id === null ? err('not-found', `Dialog ${sessionId} has no such file`) : { ok: true, value: id }
  }

  return async place => {
    const known = fileId(place)
    if (known !== null) return await portal.picture(known)
    const found = await fileIdAnew(place)
    return found.ok ? await portal.picture(found.value) : found
  }
}
