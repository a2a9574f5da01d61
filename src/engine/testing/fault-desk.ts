import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SyncState } from '#contract/sync.ts'
import { accountFolder, ledgerName } from '#infra/accounts/account-folder.ts'
import { startPortal, type PortalOptions } from '../../simulator/server.ts'
import { differences, mirrorRows, portalRows, type Comparison } from './mirror-truth.ts'
import { controlOf } from './portal-control.ts'
import { startThreadEngine, type ThreadEngine } from './thread-engine.ts'

const unlimited = { drainPerSecond: 1e9, burst: 1e9 }

export type FaultDesk = Awaited<ReturnType<typeof openFaultDesk>>

/** A demo portal that can misbehave, and beside it the product with a supervisor who is not signed in yet. */
export async function openFaultDesk(options: PortalOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-faults-'))
  const portal = await startPortal({ sessions: 600, seed: 5, pace: 0, rate: unlimited, ...options })
  const control = controlOf(portal.controlUrl)
  const counts: number[] = []
  let engine = await start()
  let accountId = ''

  async function start(): Promise<ThreadEngine> {
    const started = await startThreadEngine(folder, { pollSeconds: 1, checkOutput: true })
    started.on((event, payload) => {
      if (event === 'sync.progress') counts.push((payload as SyncState).sessions) // The event's own payload.
    })
    return started
  }

  /** "Try now" wherever the product waits: how long it does is no subject here. What no patience mends is sent again by hand. */
  async function press(): Promise<void> {
    const { phase } = await engine.get('sync.state', {})
    if (phase === 'waiting') await engine.get('sync.now', {})
    await engine.get('ratings.retryAll', {})
  }

  async function signIn(): Promise<void> {
    accountId = (await engine.get('account.signInWebhook', { url: portal.webhook, keep: { kind: 'store' } })).id
  }

  return {
    portal, control, signIn,
    engine: () => engine,
    /** Signs in and waits until everything is here. */
    async signInAndSync(): Promise<void> {
      const live = engine.next('sync.progress', ({ phase }) => phase === 'live')
      await signIn()
      await live
    },
    ledgerPath: () => join(accountFolder(folder, accountId), ledgerName),
    async restart(meanwhile = (): void => {}): Promise<void> {
      await engine.close()
      meanwhile()
      engine = await start()
    },
    /** A working day in short: new dialogs, an answer, a close with a rating, another supervisor's rating, a late rating. */
    async bustle(): Promise<void> {
      const { id } = await control.ask('create', { configId: 12, messages: [{ by: 'client', text: 'Где мой заказ?' }] })
      await control.ask('say', { sessionId: id, by: 'operator', text: 'Сейчас посмотрю' })
      await control.ask('create', { configId: 14, source: 'telegrambot' })
      const messages = [{ by: 'client', text: 'Ну и ну' }, { by: 'operator', text: 'Простите' }]
      const closed = await control.ask('create', { configId: 12, messages, closeReason: 'operator', vote: 'dislike' })
      await control.ask('headVote', { sessionId: closed['id'], rating: 2, comment: 'Без извинений' })
      await control.ask('vote', { vote: 'like' })
    },
    /** The newest closed dialogs without a rating by a supervisor. */
    async unrated(count: number): Promise<readonly number[]> {
      const { ids } = await engine.get('dialogs.index', { filter: { statuses: ['closed'], supervisorRatings: [0] }, sort: {}, limit: count })
      if (ids.length < count) throw new Error('There are too few dialogs to rate')
      return ids
    },
    /** How often something went wrong. */
    async strikes(): Promise<number> {
      await press()
      return Object.values((await control.stats()).faults).reduce((sum, times) => sum + times, 0)
    },
    /** Where the mirror on the disk differs from the portal. */
    async differences(comparison?: Comparison): Promise<readonly string[]> {
      await press()
      return differences(portalRows(await control.dump()), mirrorRows(join(accountFolder(folder, accountId), 'mirror.db')), comparison)
    },
    /** Whether there were ever fewer dialogs than before. */
    everShrank: () => counts.some((count, index) => count < (counts[index - 1] ?? 0)),
    async close(): Promise<void> {
      await engine.close()
      await portal.close()
      rmSync(folder, { recursive: true })
    },
  }
}
