import { beforeEach, expect, test } from 'vitest'
import { settingsSchema, type Settings } from '#contract/settings.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import type { NotificationRequest } from '../ports.ts'
import type { PortalRating } from '../portal/portal.ts'
import { fakeSession } from '../testing/fake-portal.ts'
import { createAlerts } from './alert-service.ts'

const start = Date.UTC(2026, 10, 20, 9)
const minute = 60_000

let stores: ReturnType<typeof openMemoryStores>
let shown: NotificationRequest[]
let passedOn: unknown[]
let emitted: unknown[]
let settings: Settings

function build({ native = true, now = start + 5 * minute, hidden = new Set<number>() } = {}) {
  return createAlerts({
    accountId: 'portal.test-1', ...stores, settings: () => settings, language: () => 'en', clock: () => now, log: () => {}, prefetch: () => {},
    isHidden: id => hidden.has(id),
    emit(event, payload) {
      if (event === 'alerts.notify') passedOn.push(payload)
      else emitted.push([event, payload])
    },
    shell: {
      capabilities: { tray: false, nativeNotifications: native },
      notify: async request => {
        if (native) shown.push(request)
        return native
      },
      reveal: async () => false, openExternal: async () => false, seal: async () => null, unseal: async () => null, resolveProxy: async () => null, saveSettings: async () => {},
    },
  })
}

function dislike(sessionId: number, ratedAt: number | null, clientRating = 1): PortalRating {
  return { sessionId, lineId: 1, operatorId: 7, source: 'telegrambot', clientRating, ratedAt }
}

beforeEach(() => {
  stores = openMemoryStores()
  shown = []
  passedOn = []
  emitted = []
  settings = settingsSchema.parse({})
  stores.directory.replace({
    operators: [{ id: 7, name: 'Пётр Орлов', position: '', active: true, departmentIds: [] }],
    lines: [{ id: 1, name: 'Support', active: true }], departments: [],
  })
  stores.sessions.upsert([1, 2, 3, 4, 5].map(id => fakeSession({ id, createdAt: start, waitAnswer: 18 * minute / 1000 })))
  stores.alerts.setBaseline(start + 700)
})

test('a new dislike becomes one alert and one notification, however often the portal repeats it', async () => {
  const alerts = build()
  await alerts.onRatings([dislike(1, start + minute)])
  await alerts.onRatings([dislike(1, start + minute)])
  expect(shown).toEqual([{ title: 'Low rating: Telegram · Support', body: 'Пётр Орлов · waited 18 min', target: { kind: 'dialog', accountId: 'portal.test-1', sessionId: 1 } }])
  expect(alerts.list()).toMatchObject([{ sessionId: 1, state: 'open', operatorName: 'Пётр Орлов', lineName: 'Support' }])
})

test('a restart neither loses the alert nor repeats the notification', async () => {
  await build().onRatings([dislike(1, start + minute)])
  const restarted = build()
  await restarted.onRatings([dislike(1, start + minute)])
  expect(shown).toHaveLength(1)
  expect(restarted.list()).toHaveLength(1)
})

test('what was there before the first sync is no news', async () => {
  const alerts = build()
  await alerts.onRatings([dislike(1, start - minute), dislike(2, start - 1000)])
  expect(alerts.list()).toEqual([])
  expect(shown).toEqual([])
})

test('a dislike in the very second of the first sync is news: the portal dates ratings to the second', async () => {
  await build().onRatings([dislike(1, start)])
  expect(shown).toHaveLength(1)
})

test('ratings of days away are one notification, in however many steps they are caught up', async () => {
  const day = 24 * 60 * minute
  const alerts = build({ now: start + 9 * day })
  for (const id of [1, 2, 3]) await alerts.onRatings([dislike(id, start + id * day)])
  await alerts.onRatings([dislike(4, start + 9 * day - minute)])
  expect(shown.map(({ title, target }) => [title, target?.kind])).toEqual([['Low ratings from the past days', 'alerts'], ['Low rating: Telegram · Support', 'dialog']])
  expect(alerts.list()).toHaveLength(4)
})

test('likes are not alerts', async () => {
  const alerts = build()
  await alerts.onRatings([dislike(1, start + minute, 5)])
  expect(alerts.list()).toEqual([])
})

test('a client who changes to a dislike again is news again', async () => {
  const alerts = build()
  await alerts.onRatings([dislike(1, start + minute)])
  await alerts.onRatings([dislike(1, start + 3 * minute)])
  expect(shown).toHaveLength(2)
})

test('one rating dated by a list and by the conversation, some seconds apart, is one alert', async () => {
  const alerts = build()
  await alerts.onRatings([dislike(1, start + minute)])
  await alerts.onRatings([dislike(1, start + minute + 4000)])
  expect(shown).toHaveLength(1)
  expect(alerts.openCount()).toBe(1)
})

test.each([1, 2])('%i of five stars is low', async stars => {
  await build().onRatings([dislike(1, start + minute, stars), dislike(2, start + minute, 3)])
  expect(shown).toHaveLength(1)
})

const told = (ratedAt: number, stars = 1): PortalRating => ({ ...dislike(1, ratedAt, stars), isApproximate: true })
test.each([
  ['the conversation, then a list', told(start + 20 * minute, 2), dislike(1, start + 10 * minute)],
  ['a list, then the conversation', dislike(1, start + 10 * minute), told(start + 20 * minute)],
  ['a list without dates, then one with', dislike(1, null), dislike(1, start + 10 * minute)],
  ['a list, then one without dates', dislike(1, start + 10 * minute), dislike(1, null)],
] as const)('one rating found by %s is one alert, whatever its date and number there', async (_, first, second) => {
  await build().onRatings([first])
  await build().onRatings([second])
  expect(shown).toHaveLength(1)
  expect(stores.alerts.openSessions()).toHaveLength(1)
})

test('many at once are one notification, and each is in the inbox', async () => {
  const alerts = build()
  await alerts.onRatings([1, 2, 3, 4].map(id => dislike(id, start + minute)))
  expect(shown).toEqual([{ title: '4 new low ratings', body: 'Open Linewatch to see them', target: { kind: 'alerts', accountId: 'portal.test-1' } }])
  expect(alerts.list()).toHaveLength(4)
})

test('names of clients are only in notifications on request', async () => {
  stores.sessions.setClientNames(new Map([[501, 'Ольга Сафронова']]))
  await build().onRatings([dislike(1, start + minute)])
  settings = { ...settings, notificationNames: true }
  await build().onRatings([dislike(1, start + 2 * minute)])
  expect(shown.map(request => request.body)).toEqual(['Пётр Орлов · waited 18 min', 'Ольга Сафронова · Пётр Орлов · waited 18 min'])
})

test('when the desktop shows nothing the page is told', async () => {
  await build({ native: false }).onRatings([dislike(1, start + minute)])
  expect(passedOn).toEqual([{ title: 'Low rating: Telegram · Support', body: 'Пётр Орлов · waited 18 min', target: { kind: 'dialog', accountId: 'portal.test-1', sessionId: 1 } }])
})

test('switched off, alerts still gather in the inbox', async () => {
  settings = { ...settings, notifications: false }
  const alerts = build()
  await alerts.onRatings([dislike(1, start + minute)])
  expect(shown).toEqual([])
  expect(alerts.list()).toHaveLength(1)
})

test('acknowledging takes it from the count of open ones', async () => {
  const alerts = build()
  await alerts.onRatings([dislike(1, start + minute), dislike(2, start + minute)])
  const [first] = alerts.list()
  alerts.acknowledge([first?.id ?? 0])
  expect(stores.alerts.openSessions()).toHaveLength(1)
})

test('what a blind review hides is not counted and nothing tells that it came, until it is shown', async () => {
  const hidden = new Set([1])
  const alerts = build({ hidden })
  await alerts.onRatings([dislike(1, start + minute)])
  expect([emitted, shown, alerts.list(), alerts.openCount()]).toEqual([[], [], [], 0])
  await alerts.onRatings([dislike(1, start + 3 * minute), dislike(2, start + 2 * minute)])
  expect(emitted).toEqual([['alerts.changed', { open: 1 }], ['dialogs.changed', { ids: [2], all: false }]])
  hidden.clear()
  alerts.hiddenChanged()
  expect(emitted.at(-1)).toEqual(['alerts.changed', { open: alerts.list().length }])
  expect(alerts.openCount()).toBeGreaterThan(1)
})
