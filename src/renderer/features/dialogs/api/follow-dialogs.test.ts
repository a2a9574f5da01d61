import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EventPayload } from '#contract/contract.ts'
import { dialogRowsQuery } from '#renderer/data/dialog-rows.ts'
import { dialogKeys } from './dialog-queries.ts'
import { followDialogs } from './follow-dialogs.ts'

type Change = EventPayload<'dialogs.changed'>

let tell: (change: Change) => void
let reads: { list: number; counts: number; row: number }

vi.mock('#renderer/bridge/index.ts', () => ({
  call: async () => {
    reads.row += 1
    return []
  },
  on: (_event: string, listener: (change: Change) => void) => { tell = listener },
}))

const quiet = (...ids: number[]): Change => ({ ids, all: false, quiet: true })
const loud = (...ids: number[]): Change => ({ ids, all: false })

/** What was read since it was last asked for. */
async function readAfter(ms: number): Promise<typeof reads> {
  await vi.advanceTimersByTimeAsync(ms)
  const read = reads
  reads = { list: 0, counts: 0, row: 0 }
  return read
}

const nothing = { list: 0, counts: 0, row: 0 }
const all = { list: 1, counts: 1, row: 1 }

/** A list, the counts and the row of dialog 7 are on screen; the lists have just been read again because of a change. */
beforeEach(async () => {
  vi.useFakeTimers()
  reads = { ...nothing }
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  new QueryObserver(client, { queryKey: [...dialogKeys.index, 'some'], queryFn: () => (reads.list += 1) }).subscribe(() => {})
  new QueryObserver(client, { queryKey: dialogKeys.counts, queryFn: () => (reads.counts += 1) }).subscribe(() => {})
  new QueryObserver(client, dialogRowsQuery(client, [7])).subscribe(() => {})
  followDialogs(client)
  tell(loud(7))
  await readAfter(0)
})
afterEach(() => { vi.useRealTimers() })

test('what is read of the past moves the lists every ten seconds at most', async () => {
  for (let second = 0; second < 9; second++) {
    tell(quiet(7))
    expect(await readAfter(1_000)).toEqual(nothing)
  }
  expect(await readAfter(1_000)).toEqual(all)
  tell(quiet(7))
  expect(await readAfter(9_999)).toEqual(nothing)
  expect(await readAfter(1)).toEqual(all)
})

test('any other change is shown at once, or within a second where there are many', async () => {
  tell(loud(7))
  tell(loud(7))
  expect(await readAfter(999)).toEqual(nothing)
  expect(await readAfter(1)).toEqual(all)
  expect(await readAfter(20_000)).toEqual(nothing)
  tell(loud(7))
  expect(await readAfter(0)).toEqual(all)
})

test('after a rest a quiet change is shown at once too', async () => {
  await readAfter(10_000)
  tell(quiet(7))
  expect(await readAfter(0)).toEqual(all)
})

test('a quiet change holds up no other one, and is shown with it', async () => {
  tell(quiet(7))
  expect(await readAfter(5_000)).toEqual(nothing)
  tell(loud(1))
  expect(await readAfter(0)).toEqual(all)
  // There is nothing left to show when the quiet one’s time comes.
  expect(await readAfter(20_000)).toEqual(nothing)
})

test('a quiet change does not put off another one that is about to be shown', async () => {
  tell(loud(1))
  tell(quiet(7))
  expect(await readAfter(1_000)).toEqual(all)
  expect(await readAfter(20_000)).toEqual(nothing)
})
