import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Draft } from '#contract/ratings.ts'
import { createDraftsByAccount, type DraftKeeper } from './drafts.ts'

let kept: Map<string, Draft | null>
let writes: number
const keeper: DraftKeeper = {
  read: async (accountId, dialogId) => kept.get(`${accountId} ${dialogId}`) ?? null,
  async write(accountId, dialogId, draft) {
    writes += 1
    kept.set(`${accountId} ${dialogId}`, draft)
  },
}
const draft = (comment: string): Draft => ({ rating: 2, comment, seen: { rating: null, comment: null } })

beforeEach(() => {
  vi.useFakeTimers()
  kept = new Map()
  writes = 0
})
afterEach(() => { vi.useRealTimers() })

test('what is typed is kept once the typing rests, and comes back in the next run', async () => {
  const drafts = createDraftsByAccount(keeper)('vega')
  for (const text of ['L', 'La', 'Lat', 'Late']) drafts.set(7, draft(text))
  expect(writes).toBe(0)
  await vi.runAllTimersAsync()
  expect([writes, kept.get('vega 7')]).toEqual([1, draft('Late')])

  const after = createDraftsByAccount(keeper)
  const told = vi.fn<() => void>()
  after('vega').subscribe(told)
  after('vega').recall(7)
  after('altair').recall(7)
  await vi.runAllTimersAsync()
  expect([after('vega').get(7), after('altair').get(7), told.mock.calls.length]).toEqual([draft('Late'), undefined, 1])
})

test('what was kept does not replace what has been chosen since', async () => {
  kept.set('vega 7', draft('Old'))
  const drafts = createDraftsByAccount(keeper)('vega')
  drafts.recall(7)
  drafts.set(7, draft('New'))
  await vi.runAllTimersAsync()
  expect([drafts.get(7), kept.get('vega 7')]).toEqual([draft('New'), draft('New')])
})

test('a saved rating takes its draft away at once, also one that was about to be kept', async () => {
  const drafts = createDraftsByAccount(keeper)('vega')
  drafts.set(7, draft('Late'))
  drafts.set(7, null)
  await vi.runAllTimersAsync()
  expect([writes, kept.get('vega 7')]).toEqual([1, null])
})

test('a slow first writing never overtakes the next one', async () => {
  const order: string[] = []
  let finish = (): void => {}
  const slow: DraftKeeper = {
    read: async () => null,
    async write(_account, _dialog, written) {
      if (order.length === 0) await new Promise<void>(resolve => { finish = resolve })
      order.push(written?.comment ?? 'none')
    },
  }
  const drafts = createDraftsByAccount(slow)('vega')
  drafts.set(7, draft('First'))
  await vi.advanceTimersByTimeAsync(1_000)
  drafts.set(7, null)
  await vi.advanceTimersByTimeAsync(1_000)
  finish()
  await vi.runAllTimersAsync()
  expect(order).toEqual(['First', 'none'])
})

test('a form that is asked for is asked for once, with what it is to hold or as it stands', () => {
  const drafts = createDraftsByAccount(keeper)('vega')
  let told = 0
  drafts.subscribe(() => { told += 1 })
  drafts.edit(7, draft('Merged'))
  drafts.edit(7, null)
  expect([drafts.get(7)?.comment, drafts.takeEdit(7), drafts.takeEdit(7), told]).toEqual(['Merged', true, false, 2])
  drafts.edit(7, draft('Merged anew'))
  expect(drafts.get(7)?.comment).toBe('Merged anew')
  drafts.edit(8, null)
  expect([drafts.get(8), drafts.takeEdit(8)]).toEqual([undefined, true])
})

test('what was saved goes, and what was typed while it was being saved stays as a change of it', () => {
  const drafts = createDraftsByAccount(keeper)('vega')
  const saved = { rating: 2, comment: 'Late' }
  drafts.set(7, draft('Late '))
  drafts.markSaved(7, saved)
  expect(drafts.get(7)).toBeUndefined()

  drafts.set(7, draft('Late, and rude'))
  drafts.markSaved(7, saved)
  expect(drafts.get(7)).toEqual({ rating: 2, comment: 'Late, and rude', seen: saved })
  drafts.markSaved(7, { rating: 2, comment: 'Late, and rude' })
  expect([drafts.get(7), drafts.wasSaved(7)]).toEqual([undefined, true])
})
