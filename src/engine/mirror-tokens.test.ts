import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { accountFolder } from '#infra/accounts/account-folder.ts'
import { startPortal } from '../simulator/server.ts'
import { differences, mirrorRows, portalRows } from './testing/mirror-truth.ts'
import { controlOf, type PortalControl } from './testing/portal-control.ts'
import { createComputer, startTestEngine, type TestEngine } from './testing/test-engine.ts'

const soon = { timeout: 30_000, interval: 200 }
const history = 'imopenlines.session.history.get'

type Desk = { readonly engine: TestEngine; readonly control: PortalControl; readonly signIn: () => Promise<void>; readonly differences: () => Promise<readonly string[]> }

/** The product beside a portal on which it is an application of its own. */
async function open(): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-tokens-'))
  const portal = await startPortal({ sessions: 600, seed: 5, pace: 0, rate: { drainPerSecond: 1e9, burst: 1e9 } })
  const computer = createComputer()
  computer.state.keyring = 'open'
  const engine = await startTestEngine(folder, computer)
  onTestFinished(async () => {
    await engine.close()
    await portal.close()
    rmSync(folder, { recursive: true })
  })
  const control = controlOf(portal.controlUrl)
  let accountId = ''
  return {
    engine, control,
    async signIn() {
      const asked = engine.next('account.authorizing', state => state !== null)
      const { clientId, clientSecret } = portal
      const signedIn = engine.get('account.signInOAuth', { portal: portal.url, clientId, clientSecret, keep: { kind: 'store' } })
      const state = await asked
      await control.ask('app', { redirectUri: state?.redirects[0] ?? null })
      await fetch(state?.authorizeUrl ?? '')
      accountId = (await signedIn).id
    },
    async differences() {
      const { phase } = await engine.get('sync.state', {})
      if (phase === 'waiting') await engine.get('sync.now', {})
      return differences(portalRows(await control.dump()), mirrorRows(join(accountFolder(join(folder, 'profile'), accountId), 'mirror.db')))
    },
  }
}

test('tokens that expire over and over during the first sync and while current', async () => {
  const { engine, control, signIn, differences } = await open()
  await control.ask('faults', { list: [4, 8, 12].map(after => ({ mode: 'expiredToken', after, times: 1 })) })
  await signIn()
  await control.ask('expireTokens')
  await expect.poll(differences, soon).toEqual([])
  await expect.poll(async () => (await control.stats()).faults['expiredToken'], soon).toBe(3)

  const { ids: [sessionId = 0] } = await engine.get('dialogs.index', { filter: { statuses: ['closed'], supervisorRatings: [0] }, sort: {}, limit: 1 })
  await control.ask('faults', { list: [{ mode: 'expiredToken', method: 'imopenlines.session.head.vote', times: 1 }, { mode: 'expiredToken', method: history, times: 1 }] })
  await control.ask('expireTokens')
  await control.ask('create', { configId: 12 })
  await engine.get('ratings.submit', { sessionId, rating: 5, comment: 'Так держать' })
  await expect.poll(differences, soon).toEqual([])
  expect(await engine.get('outbox.list', {})).toEqual([])
  expect(await control.stats()).toMatchObject({ writes: { [sessionId]: 1 }, notifications: { [sessionId]: 1 } })
}, 60_000)

test('a token service in trouble: the pair stays good, and the mirror catches up', async () => {
  const { control, engine, signIn, differences } = await open()
  const live = engine.next('sync.progress', ({ phase }) => phase === 'live')
  await signIn()
  await live
  await control.ask('faults', { list: ['badGateway', 'html', 'offline'].map(mode => ({ mode, method: 'oauth.token', times: 1 })) })
  await control.ask('expireTokens')
  await control.ask('create', { configId: 12 })
  await expect.poll(differences, soon).toEqual([])
  expect((await control.stats()).requests['oauth.token']).toBeGreaterThan(1)
  expect((await engine.get('account.list', {})).map(({ state }) => state)).toEqual(['running'])
}, 60_000)
