import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Alert } from '#contract/alerts.ts'
import type { EventName } from '#contract/contract.ts'
import { alertsQuery, followAlerts } from './alert-queries.ts'

const listeners = new Map<EventName, (payload: object) => void>()
let held: Alert[]
let reads: number
/** Until when an answer is on its way. */
let delivered: Promise<void>

vi.mock('#renderer/bridge/index.ts', () => ({
  call: async () => {
    reads += 1
    const answer = held
    await delivered
    return answer
  },
  on: (event: EventName, listener: (payload: object) => void) => { listeners.set(event, listener) },
}))

const alert = (sessionId: number, clientName: string | null): Alert => ({
  id: sessionId, sessionId, clientName, clientRating: 1, ratedAt: 0, detectedAt: 0, state: 'open', operatorName: null, lineName: null, source: 'telegrambot', waitAnswer: null,
})

/** Of the clients, in the list on screen. */
let names: () => readonly (string | null)[] | undefined

beforeEach(async () => {
  held = [alert(7, null), alert(8, 'Ivan')]
  reads = 0
  delivered = Promise.resolve()
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  followAlerts(client)
  await client.prefetchQuery(alertsQuery())
  const shown = new QueryObserver(client, alertsQuery())
  shown.subscribe(() => {})
  names = () => shown.getCurrentResult().data?.map(({ clientName }) => clientName)
})

test('a client’s name that is learnt after his alert takes the place of none; dialogs without an alert are no reason to read', async () => {
  expect(names()).toEqual([null, 'Ivan'])
  held = [alert(7, 'Olga'), alert(8, 'Ivan')]
  listeners.get('dialogs.changed')?.({ ids: [1, 2], all: false })
  listeners.get('dialogs.changed')?.({ ids: [2, 7], all: false })
  await expect.poll(names).toEqual(['Olga', 'Ivan'])
  expect(reads).toBe(2)
})

test('a name is not missed that is learnt while the list with a new alert is being read', async () => {
  let deliver = (): void => {}
  delivered = new Promise(resolve => { deliver = resolve })
  held = [alert(9, null)]
  listeners.get('alerts.changed')?.({})
  await expect.poll(() => reads).toBe(2)
  held = [alert(9, 'Olga')]
  listeners.get('dialogs.changed')?.({ ids: [9], all: false })
  deliver()
  await expect.poll(names).toEqual(['Olga'])
})

test.each([
  ['dialogs.changed', { ids: [], all: true }],
  ['alerts.changed', {}],
] as const)('%s with no dialog named reads them again', async (event, payload) => {
  held = [alert(7, 'Olga')]
  listeners.get(event)?.(payload)
  await expect.poll(names).toEqual(['Olga'])
})
