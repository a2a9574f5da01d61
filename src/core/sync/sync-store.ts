import type { SyncCursor } from './cursor.ts'

/** Where the walk through the portal stands. Lives with the copy it describes: a rebuilt copy starts from nothing. */
export type SyncStore = {
  readonly load: () => SyncCursor | null
  readonly save: (cursor: SyncCursor) => void
}
