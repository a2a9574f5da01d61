import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import type { FilledCard } from '#contract/scorecards.ts'
import { answersQuery, fillOptions } from './scorecard-queries.ts'

let engine: (name: string, payload: object) => Promise<unknown>

vi.mock('#renderer/bridge/index.ts', () => ({ call: (name: string, payload: object) => engine(name, payload) }))

const card: FilledCard = { cardId: 'card', version: 1, name: 'Support', criteria: [], answers: {}, answeredAt: 0 }

test('an answer given while an earlier one is being read back is not lost from sight', async () => {
  let kept: FilledCard = card
  const reading: (() => void)[] = []
  engine = async (name, payload) => {
    if (name === 'scorecards.fill') return kept = { ...card, ...payload }
    // As it stood when it was asked for.
    const found = kept
    await new Promise<void>(resolve => { reading.push(resolve) })
    return found
  }
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  client.setQueryData(answersQuery(7).queryKey, card)
  const shown = new QueryObserver(client, answersQuery(7))
  const stop = shown.subscribe(() => {})
  const fill = new MutationObserver(client, fillOptions(client, 7))

  void fill.mutate({ ...card, answers: { greeted: 1 } })
  await expect.poll(() => reading.length).toBe(1)
  void fill.mutate({ ...card, answers: { greeted: 1, solved: 4 } })
  await expect.poll(() => kept.answers['solved']).toBe(4)
  reading[0]?.()
  await expect.poll(() => reading.length).toBe(2)
  expect(shown.getCurrentResult().data?.answers).toEqual({ greeted: 1, solved: 4 })
  reading[1]?.()
  await expect.poll(() => client.isFetching()).toBe(0)
  expect(shown.getCurrentResult().data?.answers).toEqual({ greeted: 1, solved: 4 })
  stop()
})
