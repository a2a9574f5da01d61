import type { BulkPreview, BulkPreviewInput, BulkRow, BulkRun } from '#contract/bulk.ts'
import { err, ok, type AppError, type Result } from '#contract/result.ts'
import type { Clock, Emit, Log, Timer } from '../ports.ts'
import { endsSignIn } from '../ratings/outbox-rules.ts'
import type { PortalLinks } from '../portal/portal.ts'
import type { ActionService } from '../sessions/action-service.ts'
import { planBulk, type Plan, type PreviewDeps } from './bulk-preview.ts'
import { dialogAction, isPortalAction, isFarAway, isUnclear, obstacleFor, type PortalAction } from './bulk-rules.ts'
import type { BulkStore, RowOutcome } from './bulk-store.ts'

const progressEveryMs = 200
/** Rows of one commit where nothing but the ledger is written. */
const rowsPerChunk = 500
/** Counted and not started: as many as somebody may have open in several windows. */
const keptPlans = 20
/** After so many the portal is out of reach, and further dialogs would fare no better. */
const mostFarInARow = 3

export type BulkDeps = PreviewDeps & {
  readonly store: BulkStore
  readonly actions: ActionService
  readonly links: PortalLinks
  /** The signed-in user. */
  readonly userId: () => number
  readonly clock: Clock
  readonly timer: Timer
  readonly emit: Emit
  readonly log: Log
  readonly newId: () => string
}

export type BulkService = ReturnType<typeof createBulk>

/**
 * One action on many dialogs: first counted, then done to exactly those that were counted, one dialog at a time. What is
 * about to be sent is written down first, so that after a crash nothing is sent twice and nothing is claimed.
 */
export function createBulk(deps: BulkDeps) {
  const { store, sessions, marks, clock, emit, log } = deps
  const plans = new Map<string, { readonly action: BulkPreviewInput['action']; readonly ids: readonly number[] }>()
  const cancelled = new Set<number>()
  const underWay = new Set<number>()
  let stopping = false
  let told = 0
  let queue: Promise<void> = Promise.resolve()

  function preview({ selection, action }: BulkPreviewInput): BulkPreview {
    const plan: Plan = planBulk(selection, action, deps)
    const previewId = deps.newId()
    plans.set(previewId, { action, ids: plan.ids })
    for (const oldest of plans.keys()) if (plans.size > keptPlans) plans.delete(oldest)
    return { previewId, ...plan.counted }
  }

  function start(previewId: string): Result<BulkRun> {
    const plan = plans.get(previewId)
    if (!plan || plan.ids.length === 0 || plan.action.kind === 'copyLinks') return err('not-found', `Nothing was counted as ${previewId}`)
    // Once: pressing twice must not send twice.
    plans.delete(previewId)
    const run = store.add({ action: plan.action, ids: plan.ids, at: clock() })
    log('bulk.started', { run: run.id, action: plan.action.kind, rows: run.total })
    emit('bulk.progress', run)
    underWay.add(run.id)
    // One run after another: the portal allows little, and two runs may name the same dialog.
    queue = queue.then(() => work(run, plan.ids)).catch(error => breakOff(run.id, error))
    return ok(run)
  }

  function links(previewId: string): Result<string> {
    const plan = plans.get(previewId)
    return plan ? ok(plan.ids.map(deps.links.session).join('\n')) : err('not-found', `Nothing was counted as ${previewId}`)
  }

  async function work({ id, action }: BulkRun, ids: readonly number[]): Promise<void> {
    if (!isOver(id)) store.markRunning(id)
    const error = isPortalAction(action) ? await actOn(id, action, ids) : await noteMarks(id, action.kind === 'markReviewed', ids)
    const run = end(id, error ? 'stopped' : stopping ? 'interrupted' : cancelled.has(id) ? 'cancelled' : 'done', error)
    log('bulk.ended', { run: id, state: run.state, done: run.rows.done, refused: run.rows.refused, unknown: run.rows.unknown })
  }

  /** A bug, or a disk that takes nothing more: this run is over, the next one may fare better. */
  function breakOff(id: number, error: unknown): void {
    log('bulk.broken', { run: id, error: String(error) })
    try {
      end(id, 'stopped', { code: 'internal', message: String(error) })
    } catch (again) {
      // Not even its end could be written down: the next start does that.
      log('bulk.unended', { run: id, error: String(again) })
    }
  }

  function end(id: number, state: BulkRun['state'], error: AppError | null): BulkRun {
    underWay.delete(id)
    cancelled.delete(id)
    store.end(id, { state, at: clock(), error })
    const run = need(id)
    emit('bulk.progress', run)
    return run
  }

  const isOver = (id: number): boolean => stopping || cancelled.has(id)

  /** Answers what made going on useless. */
  async function actOn(id: number, action: PortalAction, ids: readonly number[]): Promise<AppError | null> {
    let farInARow = 0
    for (const sessionId of ids) {
      if (isOver(id)) return null
      const outcome = await act(id, action, sessionId)
      store.setRows(id, [sessionId], outcome)
      tell(id)
      farInARow = outcome.error && isFarAway(outcome.error.code) ? farInARow + 1 : 0
      if (outcome.error && (endsSignIn(outcome.error.code) || farInARow === mostFarInARow)) return outcome.error
    }
    return null
  }

  async function act(id: number, action: PortalAction, sessionId: number): Promise<RowOutcome> {
    const row = sessions.rows([sessionId])[0]
    // It may have ended while its turn came.
    const obstacle = row ? obstacleFor(action, row) : 'gone'
    if (!row || obstacle !== null) return { state: 'skipped', obstacle, error: null }
    store.setRows(id, [sessionId], { state: 'sending', obstacle: null, error: null })
    const done = await deps.actions.run(sessionId, dialogAction(action, row.operatorId, deps.userId()), 'visible')
    if (done.ok) return { state: done.value.state === 'closing' ? 'closing' : 'done', obstacle: null, error: null }
    return { state: isUnclear(done.error.code) ? 'unknown' : 'refused', obstacle: null, error: done.error }
  }

  async function noteMarks(id: number, marked: boolean, ids: readonly number[]): Promise<null> {
    for (let i = 0; i < ids.length && !isOver(id); i += rowsPerChunk) {
      const chunk = ids.slice(i, i + rowsPerChunk)
      const changed = store.together(() => {
        const news = new Set(note(chunk, marked))
        store.setRows(id, [...news], { state: 'done', obstacle: null, error: null })
        store.setRows(id, chunk.filter(other => !news.has(other)), { state: 'skipped', obstacle: 'already', error: null })
        return [...news]
      })
      sessions.setMarked(changed, marked)
      tell(id)
      emit('dialogs.changed', { ids: [...chunk], all: false })
      // A cancel, or whatever else waits, comes in between.
      await new Promise<void>(resolve => deps.timer(0, resolve))
    }
    return null
  }

  const note = (ids: readonly number[], marked: boolean): number[] => (marked ? marks.mark(ids, clock()) : marks.unmark(ids))

  function tell(id: number): void {
    if (clock() - told < progressEveryMs) return
    told = clock()
    emit('bulk.progress', need(id))
  }

  /** The dialog under way is finished; those after it stay as they are. */
  function cancel(id: number): Result<null> {
    if (!underWay.has(id)) return err('not-found', `Run ${id} is not under way`)
    cancelled.add(id)
    return ok(null)
  }

  /** Only what never left this computer can be taken back. */
  function undo(id: number): Result<BulkRun> {
    const run = store.get(id)
    if (!run?.undoable) return err('not-found', `Run ${id} cannot be undone`)
    const ids = store.rows(id).filter(row => row.state === 'done').map(row => row.sessionId)
    const marked = run.action.kind === 'unmarkReviewed'
    store.together(() => {
      note(ids, marked)
      store.setRows(id, ids, { state: 'undone', obstacle: null, error: null })
      store.end(id, { state: 'undone', at: clock(), error: null })
    })
    sessions.setMarked(ids, marked)
    const undone = need(id)
    emit('bulk.progress', undone)
    emit('dialogs.changed', { ids, all: false })
    return ok(undone)
  }

  function result(id: number): Result<{ run: BulkRun; rows: BulkRow[] }> {
    const run = store.get(id)
    return run ? ok({ run, rows: store.rows(id) }) : err('not-found', `There is no run ${id}`)
  }

  function need(id: number): BulkRun {
    const run = store.get(id)
    if (!run) throw new Error(`Run ${id} is lost`)
    return run
  }

  /** What was running when the program last ended cannot be running now, and is not taken up again by itself. */
  function recover(): void {
    store.recover(clock())
  }

  async function stop(): Promise<void> {
    stopping = true
    await queue
  }

  return { preview, start, links, cancel, undo, result, list: store.list, recover, stop }
}
