import { bulkLimit, type BulkAction, type BulkObstacle, type BulkPreview, type Selection } from '#contract/bulk.ts'
import type { DialogFilter } from '#contract/filters.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { isMarkAction, isPortalAction, obstacleFor, type PortalAction } from './bulk-rules.ts'
import type { ReviewMarks } from './bulk-store.ts'

export type PreviewDeps = {
  readonly sessions: Pick<SessionStore, 'rows' | 'has' | 'openIds' | 'setMarked'>
  readonly marks: ReviewMarks
  /** All that match now, in any order. */
  readonly idsOf: (filter: DialogFilter) => readonly number[]
  /** False when the portal is known to refuse actions on dialogs. */
  readonly mayAct: () => boolean
}

export type Plan = { readonly ids: readonly number[]; readonly counted: Omit<BulkPreview, 'previewId'> }

/** Counts what an action would do, without doing any of it. */
export function planBulk(selection: Selection, action: BulkAction, deps: PreviewDeps): Plan {
  const selected = idsIn(selection, deps)
  const obstacles = new Map<BulkObstacle, number>()
  const meet = (obstacle: BulkObstacle, count: number): void => {
    if (count > 0) obstacles.set(obstacle, (obstacles.get(obstacle) ?? 0) + count)
  }

  let here = selected
  if (selection.kind === 'ids') {
    here = selected.filter(deps.sessions.has)
    meet('gone', selected.length - here.length)
  }
  const { ids, unassigned } = isPortalAction(action) ? reachable(here, action, deps, meet) : { ids: unlikeNow(here, action, deps, meet), unassigned: 0 }
  meet('over-limit', Math.max(0, ids.length - bulkLimit))
  const kept = ids.slice(0, bulkLimit)
  return {
    ids: kept,
    counted: {
      selected: selected.length, applies: kept.length, leftOut: [...obstacles].map(([obstacle, count]) => ({ obstacle, count })),
      unassigned, undoable: isMarkAction(action),
    },
  }
}

function idsIn(selection: Selection, { idsOf }: PreviewDeps): readonly number[] {
  if (selection.kind === 'ids') return [...new Set(selection.ids)]
  const except = new Set(selection.except)
  return idsOf(selection.filter).filter(id => !except.has(id))
}

type Meet = (obstacle: BulkObstacle, count: number) => void

/** Most dialogs are closed, so only the open ones are looked at one by one. */
function reachable(ids: readonly number[], action: PortalAction, { sessions, mayAct }: PreviewDeps, meet: Meet): { ids: readonly number[]; unassigned: number } {
  const open = new Set(sessions.openIds())
  const running = ids.filter(id => open.has(id))
  meet('closed', ids.length - running.length)
  if (!mayAct()) {
    meet('no-rights', running.length)
    return { ids: [], unassigned: 0 }
  }
  const rows = sessions.rows(running).filter(row => {
    const obstacle = obstacleFor(action, row)
    if (obstacle !== null) meet(obstacle, 1)
    return obstacle === null
  })
  const unassigned = action.kind === 'finish' ? rows.filter(row => row.operatorId === null).length : 0
  return { ids: rows.map(row => row.id), unassigned }
}

/** Those whose mark the action would change. */
function unlikeNow(ids: readonly number[], action: BulkAction, { marks }: PreviewDeps, meet: Meet): readonly number[] {
  if (!isMarkAction(action)) return ids
  const marked = marks.among(ids)
  const kept = ids.filter(id => marked.has(id) === (action.kind === 'unmarkReviewed'))
  meet('already', ids.length - kept.length)
  return kept
}
