import { expect, test } from 'vitest'
import type { BulkRowState, BulkRun } from '#contract/bulk.ts'
import { finishedRows, isTrouble, outcomes } from './run-words.ts'

function run(state: BulkRun['state'], some: Partial<Record<BulkRowState, number>>): BulkRun {
  const rows = { waiting: 0, sending: 0, done: 0, closing: 0, refused: 0, unknown: 0, skipped: 0, undone: 0, ...some }
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0)
  return { id: 1, action: { kind: 'finish' }, state, total, rows, startedAt: 0, finishedAt: state === 'running' ? null : 1, error: null, undoable: false }
}

test('while it runs, what waits is no outcome; afterwards it was not tried', () => {
  const running = run('running', { done: 2, refused: 1, sending: 1, waiting: 46 })
  expect([finishedRows(running), outcomes(running)]).toEqual([3, [{ state: 'done', count: 2 }, { state: 'refused', count: 1 }]])
  expect(outcomes(run('cancelled', { done: 2, waiting: 48 }))).toEqual([{ state: 'done', count: 2 }, { state: 'waiting', count: 48 }])
})

test('trouble is what somebody should look at', () => {
  expect([run('done', { done: 3, skipped: 1 }), run('cancelled', { waiting: 1 }), run('done', { refused: 1 }), run('done', { unknown: 1 }), run('interrupted', { done: 1 }), run('stopped', {})].map(isTrouble))
    .toEqual([false, false, true, true, true, true])
})
