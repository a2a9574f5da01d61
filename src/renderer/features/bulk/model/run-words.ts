import type { BulkRowState, BulkRun } from '#contract/bulk.ts'

export type Outcome = Exclude<BulkRowState, 'sending'>

/** Rows of which nothing more is to come. */
export function finishedRows({ rows, total }: BulkRun): number {
  return total - rows.waiting - rows.sending
}

export function isUnderWay(run: BulkRun): boolean {
  return run.finishedAt === null
}

/** What became of the rows, in the order in which people want to know it; nothing that is 0. */
export function outcomes({ rows, finishedAt }: BulkRun): { readonly state: Outcome; readonly count: number }[] {
  const order: readonly Outcome[] = ['done', 'closing', 'undone', 'refused', 'unknown', 'skipped', ...(finishedAt === null ? [] : ['waiting' as const])]
  return order.map(state => ({ state, count: rows[state] })).filter(({ count }) => count > 0)
}

/** Whether somebody should look. */
export function isTrouble({ rows, state }: BulkRun): boolean {
  return rows.refused + rows.unknown > 0 || state === 'interrupted' || state === 'stopped'
}
