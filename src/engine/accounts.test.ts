import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { states, passphrase, useAccounts } from './testing/accounts-profile.ts'
import { controlOf } from './testing/portal-control.ts'
import { filesWith } from './testing/profile-bytes.ts'
import type { TestEngine } from './testing/test-engine.ts'
import { ratingsAtOnce } from './testing/ratings-at-once.ts'

const { newPortal, start, restart, enter, profile, folder, computer, portals, portal, accountFiles, folderOf } = useAccounts()

describe('several accounts', () => {
  test('run side by side, and only the one on screen is told to the page', async () => {
    const other = await newPortal(40)
    const engine = await start()
    const first = await enter(engine, portal())
    const second = await enter(engine, other)
    expect(await states(engine)).toEqual([[first.host, 'session', 'running', false], [second.host, 'session', 'running', true]])
    expect(await engine.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 40 })

    const before = engine.events.length
    const told = engine.next('accounts.changed')
    const { sessionId } = await controlOf(portal().controlUrl).ask('vote', { vote: 'dislike' }) as { sessionId: number }
    await told
    await expect.poll(() => engine.notified).toMatchObject([{ target: { kind: 'dialog', accountId: first.id, sessionId } }])
    expect((await engine.get('account.list', {})).map(({ openAlerts }) => openAlerts)).toEqual([1, 0])
    expect(engine.events.slice(before).filter(({ event }) => event === 'alerts.changed')).toEqual([])

    expect(await engine.get('account.switch', { id: first.id })).toEqual(first)
    expect(await engine.get('account.current', {})).toEqual(first)
    expect(engine.events.at(-2)).toEqual({ event: 'account.changed', payload: first })
    expect(await engine.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 60 })
    expect(await engine.get('alerts.list', {})).toMatchObject([{ sessionId }])
    expect(await engine.ask('account.switch', { id: 'nobody' })).toMatchObject({ error: { code: 'not-found' } })
  })

  test('keep what was typed last before the screen went over to another one', async () => {
    const other = await newPortal(40)
    const engine = await start()
    const first = await enter(engine, portal())
    const second = await enter(engine, other)
    const draft = { rating: 2, comment: 'Half a sentence', seen: { rating: null, comment: null } }
    await engine.get('drafts.put', { accountId: first.id, sessionId: 7, draft })
    expect(await engine.get('drafts.get', { accountId: second.id, sessionId: 7 })).toBe(null)
    expect(await engine.get('drafts.get', { accountId: first.id, sessionId: 7 })).toEqual(draft)
  })

  test('are all taken up at a start, the one on screen again on screen, a locked one in the list', async () => {
    computer().state.keyring = 'open'
    const [second, third] = [await newPortal(40), await newPortal(30)]
    const engine = await start()
    const accounts = [await enter(engine, portal()), await enter(engine, second, passphrase), await enter(engine, third)]
    await engine.get('account.switch', { id: accounts[0]?.id ?? '' })
    await Promise.all(portals().map(one => one.close()))

    const again = await restart(engine)
    expect((await states(again)).map(([, ...rest]) => rest)).toEqual([['keyring', 'running', true], ['passphrase', 'locked', false], ['keyring', 'running', false]])
    expect(await again.get('account.current', {})).toEqual(accounts[0])
    expect(await again.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 60 })
    await again.get('account.switch', { id: accounts[2]?.id ?? '' })
    expect(await again.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 30 })
  })

  test('a demo portal that does not start holds up nobody', async () => {
    computer().state.keyring = 'open'
    const engine = await start()
    await engine.get('account.signInDemo', {})
    await enter(engine, portal())
    const broken = {
      version: 'test', profileDir: profile(), exportsDir: join(folder(), 'exports'), locale: 'en', settings: ratingsAtOnce, pollSeconds: 1,
      demoPortal: { entry: new URL('./no-such-portal.ts', import.meta.url).href, sessions: 1, seed: 1, pace: 0 },
    }
    const again = await restart(engine, { config: broken })
    expect((await states(again)).map(([, ...rest]) => rest)).toEqual([['none', 'locked', false], ['keyring', 'running', true]])
    expect(await again.ask('account.unlock', { id: 'demo', passphrase: null })).toMatchObject({ error: { code: 'demo-failed' } })
    expect(await again.get('account.current', {})).toMatchObject({ kind: 'webhook' })
  })
})

describe('signing out', () => {
  async function rateOffline(engine: TestEngine): Promise<number> {
    const { ids: [sessionId = 0] } = await engine.get('dialogs.index', { filter: { statuses: ['closed'], supervisorRatings: [0] }, sort: {} })
    await controlOf(portal().controlUrl).ask('faults', { mode: 'offline' })
    await engine.get('ratings.submit', { sessionId, rating: 4, comment: 'Canary comment' })
    return sessionId
  }

  test('asks about unsent ratings, and without a wipe keeps them for the next sign-in', async () => {
    const engine = await start()
    const { id } = await enter(engine, portal())
    const sessionId = await rateOffline(engine)
    expect(await engine.ask('account.signOut', { id, wipe: false, evenUnsent: false })).toMatchObject({ error: { code: 'unsent-ratings' } })
    expect(await engine.get('account.current', {})).toMatchObject({ id })
    await engine.get('account.signOut', { id, wipe: false, evenUnsent: true })
    expect(await engine.get('account.current', {})).toBeNull()

    await controlOf(portal().controlUrl).ask('faults', { mode: 'none' })
    const sent = engine.next('outbox.changed', ({ unsent }) => unsent === 0)
    await engine.get('account.signInWebhook', { url: portal().webhook, keep: { kind: 'session' } })
    await sent
    expect(await engine.get('dialogs.rows', [sessionId])).toMatchObject([{ supervisorRating: 4, supervisorComment: 'Canary comment' }])
  })

  test('asks also where the account is locked', async () => {
    const engine = await start()
    const { id } = await enter(engine, portal(), passphrase)
    await rateOffline(engine)
    const locked = await restart(engine)
    expect(await locked.ask('account.signOut', { id, wipe: true, evenUnsent: false })).toMatchObject({ error: { code: 'unsent-ratings' } })
    expect(existsSync(join(folderOf(id), 'secret.json'))).toBe(true)
    await locked.get('account.signOut', { id, wipe: true, evenUnsent: true })
    expect([accountFiles(), await states(locked)]).toEqual([[], []])
    expect(filesWith(folder(), ['Canary comment'])).toEqual([])
  })

  test('with a wipe deletes what is the account’s own and nothing else', async () => {
    computer().state.keyring = 'open'
    const other = await newPortal(40)
    const engine = await start()
    const first = await enter(engine, portal())
    const second = await enter(engine, other)
    await engine.get('account.signOut', { id: second.id, wipe: true, evenUnsent: false })
    expect(accountFiles()).toEqual([first.id.replaceAll(':', '_')])
    // The next one comes on screen.
    expect(await engine.get('account.current', {})).toEqual(first)
    expect(engine.events.findLast(({ event }) => event === 'account.changed')?.payload).toEqual(first)
    const again = await restart(engine)
    expect(await again.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 60 })
  })

  test('of one that is not on screen leaves the screen alone', async () => {
    const other = await newPortal(40)
    const engine = await start()
    const first = await enter(engine, portal())
    const second = await enter(engine, other)
    const before = engine.events.length
    await engine.get('account.signOut', { id: first.id, wipe: false, evenUnsent: false })
    expect(await engine.get('account.current', {})).toEqual(second)
    expect(engine.events.slice(before).map(({ event }) => event)).not.toContain('account.changed')
    expect(await engine.ask('account.signOut', { id: first.id, wipe: true, evenUnsent: true })).toMatchObject({ error: { code: 'not-found' } })
  })
})
