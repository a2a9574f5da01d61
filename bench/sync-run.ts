import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { controlOf, type PortalControl } from '#engine/testing/portal-control.ts'
import { startThreadEngine, type ThreadEngine } from '#engine/testing/thread-engine.ts'
import { POLL_SECONDS } from '#infra/profile/engine-defaults.ts'
import { startDemoPortal } from './demo-portal.ts'

export const sessions = 100_000
/** The limits of a portal that is not of the Enterprise plan. */
export const limits = { perSecond: 2, burst: 50 }

export type SyncRun = {
  readonly engine: ThreadEngine
  readonly control: PortalControl
  /** Seconds since the sign-in began. */
  readonly elapsed: () => number
  /** When the first sync was complete, in those seconds; null until then. */
  readonly listedAfter: () => number | null
}

/** The product signs in to a large portal with real limits and begins its first sync, then reads conversations. */
export async function duringSync<T>(work: (run: SyncRun) => Promise<T>): Promise<T> {
  const profileDir = mkdtempSync(join(tmpdir(), 'linewatch-bench-'))
  const portal = await startDemoPortal('--sessions', String(sessions), '--rate', String(limits.perSecond), '--burst', String(limits.burst))
  const engine = await startThreadEngine(profileDir, { pollSeconds: POLL_SECONDS })
  let listed: number | null = null
  try {
    const started = performance.now()
    const elapsed = (): number => (performance.now() - started) / 1000
    void engine.next('sync.progress', ({ phase }) => phase === 'live').then(() => { listed = elapsed() })
    await engine.get('account.signInWebhook', { url: portal.webhook, keep: { kind: 'store' } })
    return await work({ engine, control: controlOf(portal.control), elapsed, listedAfter: () => listed })
  } finally {
    await engine.close()
    await portal.close()
    rmSync(profileDir, { recursive: true })
  }
}
