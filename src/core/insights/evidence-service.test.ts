import { expect, test } from 'vitest'
import { err, ok } from '#contract/result.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { createDialogs } from '../sessions/dialog-service.ts'
import { fakeSession } from '../testing/fake-portal.ts'
import { createEvidence } from './evidence-service.ts'

const start = Date.UTC(2026, 10, 20, 9)
const hour = 3_600_000

function withSessions() {
  const stores = openMemoryStores()
  stores.sessions.upsert([
    fakeSession({ id: 1, clientId: 7, createdAt: start - 48 * hour }),
    fakeSession({ id: 2, clientId: 7, createdAt: start, closedAt: start + hour, kpiFirstAnswer: true, transfers: 0 }),
    fakeSession({ id: 3, clientId: 7, createdAt: start + 5 * hour }),
    fakeSession({ id: 4, clientId: 8, createdAt: start + 2 * hour }),
  ])
  return createDialogs({ ...stores, clock: () => start, zoneMinutes: () => 0 })
}

test('a client’s other dialogs are found, latest first, and the next one is evidence', async () => {
  const dialogs = withSessions()
  expect(dialogs.ofClient(2).map(({ id }) => id)).toEqual([3, 1])
  const evidence = createEvidence({ dialogs, transcripts: { get: async sessionId => ok({ sessionId, fetchedAt: start, messages: [], canRate: true }) }, isHidden: () => false })
  expect(await evidence(2)).toMatchObject({ ok: true, value: [{ kind: 'reopened', seconds: 4 * 3600 }] })
  expect(await evidence(3)).toEqual({ ok: true, value: [] })
  expect(await evidence(99)).toMatchObject({ error: { code: 'not-found' } })
})

test('a conversation that cannot be read says why', async () => {
  const evidence = createEvidence({ dialogs: withSessions(), transcripts: { get: async () => err('no-rights', 'ACCESS_DENIED') }, isHidden: () => false })
  expect(await evidence(2)).toMatchObject({ error: { code: 'no-rights' } })
})
