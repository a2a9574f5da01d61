import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dialogFilterSchema } from '#contract/dialogs.ts'
import { settingsSchema } from '#contract/settings.ts'
import { createSettings } from '#core/settings/settings-service.ts'
import { webhookAccess } from '#infra/bitrix24/access.ts'
import { createBitrixPortal } from '#infra/bitrix24/bitrix-portal.ts'
import { parseWebhook } from '#infra/bitrix24/webhook.ts'
import { openRuntime, type AccountRuntime, type RuntimeDeps } from '../account-runtime.ts'

export type RatingDeskOptions = Pick<RuntimeDeps, 'around'> & {
  readonly webhook: string
  readonly rate: { readonly perSecond: number; readonly burst: number }
  readonly userId?: number
  /** Stays where it is; without it the desk has one of its own. */
  readonly folder?: string
  readonly holdSeconds?: number
}

export type RatingDesk = {
  readonly runtime: AccountRuntime
  /** The newest closed dialogs without a rating by a supervisor. */
  readonly unrated: (count: number) => readonly number[]
  /** Resolves when the outbox next says that nothing is on its way. */
  readonly atRest: () => Promise<void>
  readonly isLive: () => boolean
  readonly close: () => Promise<void>
}

/** A signed-in supervisor on real files and real HTTP, whose request rate the test sets: everything but the thread and the sign-in. */
export function openRatingDesk({ webhook, rate, userId = 1, folder: kept, holdSeconds = 0, ...around }: RatingDeskOptions): RatingDesk {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'linewatch-desk-'))
  const parsed = parseWebhook(webhook)
  if (!parsed.ok) throw new Error(parsed.error.message)
  let waiting: (() => void)[] = []
  const timer = (delayMs: number, task: () => void) => {
    const handle = setTimeout(task, delayMs)
    return () => { clearTimeout(handle) }
  }
  const portal = createBitrixPortal({ access: webhookAccess(parsed.value), clock: Date.now, timer, log: () => {}, rate })
  const opened = openRuntime({ id: 'test', kind: 'webhook', host: 'portal.test', userId, userName: 'Test', zoneMinutes: 180, keptBy: 'none' }, portal, {
    ...around, folder, exportsDir: folder, pollMs: 600_000, clock: Date.now, timer, log: () => {},
    emit(event) {
      if (event !== 'outbox.changed' || waiting.length === 0 || isMoving()) return
      for (const done of waiting) done()
      waiting = []
    },
    settings: createSettings({ stored: settingsSchema.parse({ review: { holdSeconds } }), locale: 'en', save: async () => {}, emit: () => {} }),
    shell: {
      capabilities: { tray: false, nativeNotifications: true }, notify: async () => true, reveal: async () => false,
      openExternal: async () => false, seal: async () => null, unseal: async () => null, resolveProxy: async () => null, saveSettings: async () => {},
    },
  })
  if (!opened.ok) throw new Error(opened.error.message)
  const runtime = opened.value

  function isMoving(): boolean {
    const { held, queued, sending } = runtime.ratings.summary().states
    return held + queued + sending > 0
  }

  return {
    runtime,
    isLive: () => runtime.sync.state().phase === 'live',
    unrated: count => runtime.dialogs.index({
      filter: dialogFilterSchema.parse({ statuses: ['closed'], supervisorRatings: [0] }), sort: { column: 'id', direction: 'desc' }, offset: 0, limit: count,
    }).ids,
    atRest: () => (isMoving() ? new Promise(resolve => { waiting.push(resolve) }) : Promise.resolve()),
    async close() {
      await runtime.close()
      if (kept === undefined) rmSync(folder, { recursive: true })
    },
  }
}
