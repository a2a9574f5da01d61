import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import type { Account } from '#contract/accounts.ts'
import { viewRoute, type Route } from '#renderer/route/route.ts'
import { accountQuery, accountsQuery, settingsQuery, showAccount, syncStateQuery } from './session.ts'

const vega: Account = { id: 'vega-1', kind: 'webhook', host: 'vega', userId: 1, userName: 'Anna', zoneMinutes: 180, keptBy: 'session' }
const altair: Account = { ...vega, id: 'altair-1', host: 'altair' }

function window(place: Route) {
  const client = new QueryClient()
  client.setQueryData(accountQuery().queryKey, vega)
  let route = place
  return { client, routes: { get: () => route, go: (next: Route) => { route = next } } }
}

test('nothing of one account is left when another one is shown, and what belongs to none stays', () => {
  const { client, routes } = window(viewRoute('low', 77))
  client.setQueryData(['sync'], { phase: 'live' })
  client.setQueryData(['settings'], {})
  client.setQueryData(['accounts', 'list'], [])
  showAccount(client, routes, altair)
  expect([syncStateQuery(), settingsQuery(), accountsQuery()].map(({ queryKey }) => client.getQueryData(queryKey) !== undefined)).toEqual([false, true, true])
  expect(routes.get()).toEqual(viewRoute('low'))
})

test('the second telling of the same change leaves the window where it is', () => {
  const { client, routes } = window({ screen: 'settings' })
  showAccount(client, routes, altair)
  routes.go(viewRoute('low', 5))
  showAccount(client, routes, altair)
  expect(routes.get()).toEqual(viewRoute('low', 5))
})

test('signing in again to the account on screen leads back to its list', () => {
  const { client, routes } = window({ screen: 'sign-in', kind: 'webhook', host: 'vega' })
  showAccount(client, routes, vega)
  expect(routes.get()).toEqual(viewRoute('review'))
})
