import type { SourceKind } from '#contract/portal.ts'
import { settingsSchema } from '#contract/settings.ts'
import { createAlerts } from '../alerts/alert-service.ts'
import type { AlertStore } from '../alerts/alert-store.ts'
import type { DirectoryStore } from '../directory/directory-store.ts'
import type { Portal } from '../portal/portal.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { createSync } from '../sync/sync-service.ts'
import type { SyncStore } from '../sync/sync-store.ts'
import { createReadAhead } from '../transcripts/read-ahead.ts'
import { createTranscripts } from '../transcripts/transcript-service.ts'
import type { TranscriptStore } from '../transcripts/transcript-store.ts'
import { watchWakes } from '../wake-watch.ts'
import type { ManualTime } from './manual-time.ts'

export type RunningAccountOptions = {
  readonly portal: Portal
  readonly stores: {
    readonly sessions: SessionStore
    readonly directory: DirectoryStore
    readonly transcripts: TranscriptStore
    readonly sync: SyncStore
    readonly alerts: AlertStore
  }
  readonly time: ManualTime
  readonly pollMs: number
  readonly kind: () => SourceKind
}

/** Sync, reading ahead and alerts together, as while somebody is signed in. */
export function startRunningAccount({ portal, stores, time, pollMs, kind }: RunningAccountOptions) {
  const { clock, monotonic, timer } = time
  const { sessions, directory } = stores
  const shared = { portal, sessions, emit: () => {}, log: () => {} }
  const portalNow = (): number => sync.portalNow()
  const transcripts = createTranscripts({
    ...shared, transcripts: stores.transcripts, clock: portalNow, sourceKind: kind, onRatings: ratings => alerts.onRatings(ratings),
  })
  const ahead = createReadAhead({
    ...shared, transcripts, clock: portalNow, monotonic, timer, sourceKind: kind,
    isListComplete: () => stores.sync.load()?.history === null,
  })
  const alerts = createAlerts({
    ...shared, accountId: 'test', alerts: stores.alerts, settings: () => settingsSchema.parse({}), language: () => 'en', clock,
    prefetch: id => { transcripts.prefetch([id], 'alerts') },
    shell: {
      capabilities: { tray: false, nativeNotifications: true }, notify: async () => true, reveal: async () => false,
      openExternal: async () => false, seal: async () => null, unseal: async () => null, resolveProxy: async () => null, saveSettings: async () => {},
    },
  })
  const sync = createSync({
    ...shared, directory, store: stores.sync, clock, monotonic, timer, pollMs, sourceKind: kind, onSourceRefused: async () => {},
    onDirectory: () => {}, onFirstSync: stores.alerts.setBaseline, onRatings: alerts.onRatings, onSessions: ahead.wake, reread: ahead.reread,
  })
  const wakes = watchWakes({
    clock, monotonic, timer, random: () => 0.5,
    onWake() {
      sync.now()
      ahead.wake()
    },
  })
  sync.start()
  ahead.wake()

  return {
    sync,
    alerts,
    async stop(): Promise<void> {
      wakes.stop()
      let isOver = false
      const over = Promise.all([sync.stop(), ahead.stop()]).then(() => { isOver = true })
      // What is under way may still wait for a timer.
      while (!isOver) await time.settle()
      await over
    },
  }
}
