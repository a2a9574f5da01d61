import type { SourceKind } from '#contract/portal.ts'
import type { AppError } from '#contract/result.ts'
import type { DirectoryStore } from '../directory/directory-store.ts'
import type { Clock, Emit, Log, Timer } from '../ports.ts'
import type { KnownSession, Portal, PortalRating } from '../portal/portal.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { SyncStore } from './sync-store.ts'

export type SyncDeps = {
  readonly portal: Portal
  readonly sessions: SessionStore
  readonly directory: DirectoryStore
  readonly store: SyncStore
  readonly clock: Clock
  /** Milliseconds that never jump; where they begin does not matter. */
  readonly monotonic: Clock
  readonly timer: Timer
  readonly emit: Emit
  readonly log: Log
  readonly pollMs: number
  /** Where sessions are to come from now. */
  readonly sourceKind: () => SourceKind
  /** The source was refused for its plan or scope: another one may work. Answers when that is decided. */
  readonly onSourceRefused: () => Promise<unknown>
  /** Lines, operators and departments were read. */
  readonly onDirectory: () => void
  /** Called once, before the first ratings are looked at. */
  readonly onFirstSync: (startedAt: number) => void
  readonly onRatings: (ratings: readonly PortalRating[]) => Promise<void>
  /** Error values for what a full or vanished disk throws; null for anything else. */
  readonly diskError?: (error: unknown) => AppError | null
  /** The portal answers again after an error. */
  readonly onBack?: () => void
  /** Sessions changed in the local copy: conversations may be due. */
  readonly onSessions: () => void
  /** Conversations to be read once more, for what no list tells. */
  readonly reread: (sessionIds: readonly number[]) => void
}

export const MINUTE = 60_000
export const DAY = 86_400_000

/** Read again on every look: portal clocks and late writes are never quite in order. */
export const overlapMs = 10 * MINUTE
/** Rows per commit: a longer one would hold up the questions of the window. */
const commitRows = 200
const changedIdsLimit = 1000

export type SyncContext = ReturnType<typeof createSyncContext>

/** What every step of the sync works with: the ports, the portal's clock, and one way to write sessions down. */
export function createSyncContext(deps: SyncDeps) {
  const { sessions, clock, monotonic, timer, emit } = deps
  const sources = new Set(sessions.sources())
  let heard: { readonly portal: number; readonly own: number } | null = null

  async function commit(found: readonly KnownSession[]): Promise<void> {
    const before = sources.size
    for (let i = 0; i < found.length; i += commitRows) {
      changed(sessions.upsert(found.slice(i, i + commitRows)))
      await new Promise<void>(resolve => { timer(0, resolve) })
    }
    for (const { source } of found) sources.add(source)
    // The directory lists the channels that occur.
    if (sources.size > before) emit('directory.changed', {})
  }

  function changed(ids: readonly number[]): void {
    if (ids.length === 0) return
    const all = ids.length > changedIdsLimit
    emit('dialogs.changed', { ids: all ? [] : [...ids], all })
    deps.onSessions()
  }

  return {
    ...deps,
    commit,
    changed,
    /** Counted on from what the portal said last, so that this computer's clock may be set without consequence. */
    portalNow: (): number => (heard === null ? clock() : Math.floor(heard.portal + monotonic() - heard.own)),
    /** The portal has told its time. */
    heardPortalTime: (at: number): void => { heard = { portal: at, own: monotonic() } },
  }
}

/** Names are a courtesy: a user whose rights do not cover them still gets the list, with numbers for names. */
export function isHidden({ code }: AppError): boolean {
  return code === 'missing-scope' || code === 'no-rights'
}
