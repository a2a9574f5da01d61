import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Account } from '#contract/accounts.ts'
import { ok, type Result } from '#contract/result.ts'
import { createAlerts } from '#core/alerts/alert-service.ts'
import { createExports } from '#core/exports/export-service.ts'
import type { Clock, Emit, Log, Shell, Timer } from '#core/ports.ts'
import type { Portal } from '#core/portal/portal.ts'
import { createRatings } from '#core/ratings/rating-service.ts'
import { createDialogs } from '#core/sessions/dialog-service.ts'
import type { SettingsService } from '#core/settings/settings-service.ts'
import { createSync } from '#core/sync/sync-service.ts'
import { createTranscripts } from '#core/transcripts/transcript-service.ts'
import { createFileSinks, diskError } from '#infra/files/file-sink.ts'
import type { WriteDb } from '#infra/sqlite/db.ts'
import { createAlertRepository } from '#infra/sqlite/ledger/alert-repository.ts'
import { createExportRepository } from '#infra/sqlite/ledger/export-repository.ts'
import { ledgerFile } from '#infra/sqlite/ledger/ledger-file.ts'
import { createOutboxRepository } from '#infra/sqlite/ledger/outbox-repository.ts'
import { createDirectoryRepository } from '#infra/sqlite/mirror/directory-repository.ts'
import { mirrorFile } from '#infra/sqlite/mirror/mirror-file.ts'
import { createSessionRepository } from '#infra/sqlite/mirror/session-repository.ts'
import { createSyncRepository } from '#infra/sqlite/mirror/sync-repository.ts'
import { createTranscriptRepository } from '#infra/sqlite/mirror/transcript-repository.ts'
import { openFile, quarantine } from '#infra/sqlite/open-file.ts'

export type RuntimeDeps = {
  readonly folder: string
  readonly exportsDir: string
  readonly pollMs: number
  readonly settings: SettingsService
  readonly shell: Shell
  readonly clock: Clock
  readonly timer: Timer
  readonly emit: Emit
  readonly log: Log
}

export type AccountRuntime = {
  readonly account: Account
  readonly portal: Portal
  readonly sync: ReturnType<typeof createSync>
  readonly dialogs: ReturnType<typeof createDialogs>
  readonly directory: () => ReturnType<ReturnType<typeof createDirectoryRepository>['read']> & { readonly sources: string[] }
  readonly transcripts: ReturnType<typeof createTranscripts>
  readonly ratings: ReturnType<typeof createRatings>
  readonly alerts: ReturnType<typeof createAlerts>
  readonly exports: ReturnType<typeof createExports>
  readonly close: () => Promise<void>
}

/** Everything that lives while somebody is signed in: two databases, the portal, and the services on them. */
export function openRuntime(account: Account, portal: Portal, deps: RuntimeDeps): Result<AccountRuntime> {
  const { settings, shell, clock, timer, emit, log } = deps
  const mirrorDb = openMirror(join(deps.folder, 'mirror.db'), deps)
  if (!mirrorDb.ok) return mirrorDb
  const ledgerDb = openFile(join(deps.folder, 'ledger.db'), ledgerFile)
  if (!ledgerDb.ok) {
    mirrorDb.value.close()
    return ledgerDb
  }

  const sessions = createSessionRepository(mirrorDb.value)
  const directory = createDirectoryRepository(mirrorDb.value)
  const outbox = createOutboxRepository(ledgerDb.value)
  const alertStore = createAlertRepository(ledgerDb.value)
  const { zoneMinutes } = account

  const dialogs = createDialogs({ sessions, outbox, alerts: alertStore, clock, zoneMinutes })
  const transcripts = createTranscripts({ portal, sessions, transcripts: createTranscriptRepository(mirrorDb.value), clock, emit })
  const ratings = createRatings({ portal, sessions, outbox, clock, timer, emit, log, newId: randomUUID, random: Math.random })
  const alerts = createAlerts({
    alerts: alertStore, sessions, shell, settings: settings.get, language: settings.language, clock, emit, log,
    prefetch: sessionId => { void transcripts.get(sessionId, 'alerts') },
  })
  const exports = createExports({
    runs: createExportRepository(ledgerDb.value), sessions, rows: dialogs.rows, openSink: createFileSinks(deps.exportsDir), diskError,
    context: () => ({ language: settings.language(), zoneMinutes }), shell, clock, emit, log,
  })
  const sync = createSync({
    portal, sessions, directory, store: createSyncRepository(mirrorDb.value), clock, timer, emit, log, pollMs: deps.pollMs,
    onFirstSync: alertStore.setBaseline, onRatings: alerts.onRatings,
  })

  exports.recover()
  ratings.start()
  sync.start()

  async function close(): Promise<void> {
    portal.close()
    await Promise.all([sync.stop(), ratings.stop(), exports.stop()])
    for (const db of [mirrorDb, ledgerDb]) if (db.ok) db.value.close()
  }

  return ok({
    account, portal, sync, dialogs, transcripts, ratings, alerts, exports, close,
    directory: () => ({ ...directory.read(), sources: sessions.sources() }),
  })
}

/** A damaged copy is set aside and read from the portal again; nothing in it is ours alone. */
function openMirror(path: string, { clock, log }: RuntimeDeps): Result<WriteDb> {
  const opened = openFile(path, mirrorFile)
  if (opened.ok || opened.error.code !== 'damaged-data') return opened
  quarantine(path, clock())
  log('mirror.quarantined')
  return openFile(path, mirrorFile)
}
