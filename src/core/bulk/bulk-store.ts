import type { BulkAction, BulkObstacle, BulkRow, BulkRowState, BulkRun } from '#contract/bulk.ts'
import type { AppError } from '#contract/result.ts'

export type RowOutcome = { readonly state: BulkRowState; readonly obstacle: BulkObstacle | null; readonly error: AppError | null }

export type RunEnd = { readonly state: BulkRun['state']; readonly at: number; readonly error: AppError | null }

/** What was done to many dialogs, kept so that it can be told after a crash too. */
export type BulkStore = {
  readonly add: (run: { readonly action: BulkAction; readonly ids: readonly number[]; readonly at: number }) => BulkRun
  readonly get: (id: number) => BulkRun | null
  /** Latest first. */
  readonly list: () => BulkRun[]
  /** Those that want to be looked at first. */
  readonly rows: (id: number) => BulkRow[]
  readonly markRunning: (id: number) => void
  readonly setRows: (id: number, sessionIds: readonly number[], outcome: RowOutcome) => void
  /** Of what was still being sent nobody knows what became. */
  readonly end: (id: number, end: RunEnd) => void
  /** One commit for marks and rows that belong together. */
  readonly together: <T>(work: () => T) => T
  /** Runs that a program now gone left behind are interrupted. */
  readonly recover: (at: number) => void
}

/** Dialogs that were looked through without a rating; known here alone. Both answer those that it was news for. */
export type ReviewMarks = {
  readonly mark: (ids: readonly number[], at: number) => number[]
  readonly unmark: (ids: readonly number[]) => number[]
  /** Those of them that are marked; all that are, without ids. */
  readonly among: (ids?: readonly number[]) => ReadonlySet<number>
}
