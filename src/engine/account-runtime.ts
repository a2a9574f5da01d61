import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Account } from '#contract/accounts.ts'
import { dialogSortSchema } from '#contract/columns.ts'
import type { RatingRight } from '#contract/ratings.ts'
import { ok, type Result } from '#contract/result.ts'
import { createAlerts } from '#core/alerts/alert-service.ts'
import { createBulk } from '#core/bulk/bulk-service.ts'
import { createExports } from '#core/exports/export-service.ts'
import { createEvidence } from '#core/insights/evidence-service.ts'
import type { Clock, Emit, Log, Shell, Timer } from '#core/ports.ts'
import type { Portal } from '#core/portal/portal.ts'
import { createJournalExport } from '#core/ratings/journal-export.ts'
import { lastRefusedAt, ratingRight } from '#core/ratings/rating-right.ts'
import { createPortalReport } from '#core/portal/portal-report.ts'
import { createRatings } from '#core/ratings/rating-service.ts'
import type { OutboxStore } from '#core/ratings/outbox-store.ts'
import type { DraftStore } from '#core/ratings/draft-store.ts'
import { createReview } from '#core/review/review-service.ts'
import { createScorecards } from '#core/scorecards/scorecard-service.ts'
import { createActions } from '#core/sessions/action-service.ts'
import { createDialogs } from '#core/sessions/dialog-service.ts'
import { createDigestJob } from '#core/sessions/digest-job.ts'
import { followLedger } from '#core/sessions/follow-ledger.ts'
import type { SessionStore } from '#core/sessions/session-store.ts'
import type { SettingsService } from '#core/settings/settings-service.ts'
import { createSync } from '#core/sync/sync-service.ts'
import { createPictures } from '#core/transcripts/pictures.ts'
import { createReadAhead } from '#core/transcripts/read-ahead.ts'
import { createTranscripts } from '#core/transcripts/transcript-service.ts'
import { createViews } from '#core/views/view-service.ts'
import { watchWakes } from '#core/wake-watch.ts'
import { createFileSinks, diskError as fileError } from '#infra/files/file-sink.ts'
import { diskError } from '#infra/sqlite/disk-error.ts'
import { ledgerName } from '#infra/accounts/account-folder.ts'
import type { WriteDb } from '#infra/sqlite/db.ts'
import { createAlertRepository } from '#infra/sqlite/ledger/alert-repository.ts'
import { createBulkRepository } from '#infra/sqlite/ledger/bulk-repository.ts'
import { createDraftRepository } from '#infra/sqlite/ledger/draft-repository.ts'
import { createExportRepository } from '#infra/sqlite/ledger/export-repository.ts'
import { openLedger, type Ledger } from '#infra/sqlite/ledger/open-ledger.ts'
import { createOutboxRepository } from '#infra/sqlite/ledger/outbox-repository.ts'
import { createPortalReportRepository } from '#infra/sqlite/ledger/portal-report-repository.ts'
import { createReviewMarkRepository } from '#infra/sqlite/ledger/review-mark-repository.ts'
import { createReviewRepository } from '#infra/sqlite/ledger/review-repository.ts'
import { createScorecardRepository } from '#infra/sqlite/ledger/scorecard-repository.ts'
import { createViewRepository } from '#infra/sqlite/ledger/view-repository.ts'
import { createDirectoryRepository } from '#infra/sqlite/mirror/directory-repository.ts'
import { mirrorFile } from '#infra/sqlite/mirror/mirror-file.ts'
import { pendingRatings } from '#infra/sqlite/mirror/pending-ratings.ts'
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
  /** Milliseconds that never jump. */
  readonly monotonic?: Clock
  readonly timer: Timer
  readonly emit: Emit
  readonly log: Log
  /** For tests: what the ratings work over, with something around it. */
  readonly around?: (ports: RatingPorts) => RatingPorts
}

/** What a rating goes through on its way. */
export type RatingPorts = { readonly portal: Portal; readonly sessions: SessionStore; readonly outbox: OutboxStore }

export type AccountRuntime = {
  /** With the portal's present offset from UTC. */
  readonly account: Account
  readonly portal: Portal
  /** What the portal allows, and which source of sessions is in use. */
  readonly report: ReturnType<typeof createPortalReport>
  readonly sync: ReturnType<typeof createSync>
  readonly dialogs: ReturnType<typeof createDialogs>
  readonly directory: () => ReturnType<ReturnType<typeof createDirectoryRepository>['read']> & { readonly sources: string[] }
  readonly transcripts: ReturnType<typeof createTranscripts>
  readonly picture: ReturnType<typeof createPictures>
  readonly actions: ReturnType<typeof createActions>
  readonly ratings: ReturnType<typeof createRatings>
  readonly drafts: DraftStore
  readonly rightToRate: (sessionId: number) => RatingRight
  readonly journalFile: ReturnType<typeof createJournalExport>
  readonly ledger: Pick<Ledger, 'restored' | 'acknowledge'>
  readonly review: ReturnType<typeof createReview>
  readonly evidence: ReturnType<typeof createEvidence>
  readonly alerts: ReturnType<typeof createAlerts>
  readonly exports: ReturnType<typeof createExports>
  readonly scorecards: ReturnType<typeof createScorecards>
  readonly views: ReturnType<typeof createViews>
  readonly bulk: ReturnType<typeof createBulk>
  readonly close: () => Promise<void>
}

/** The disk may have room again after this. */
const diskRestMs = 60_000
const newestFirst = dialogSortSchema.parse({})

/** Everything that lives while somebody is signed in: two databases, the portal, and the services on them. */
export function openRuntime(signedIn: Account, portal: Portal, deps: RuntimeDeps): Result<AccountRuntime> {
  const { settings, shell, clock, timer, emit, log, monotonic = () => performance.now(), around = ports => ports } = deps
  const mirrorDb = openMirror(join(deps.folder, 'mirror.db'), deps)
  if (!mirrorDb.ok) return mirrorDb
  const ledger = openLedger({
    path: join(deps.folder, ledgerName), shownAsUnsent: () => pendingRatings(mirrorDb.value), clock, timer, log,
  })
  if (!ledger.ok) {
    mirrorDb.value.close()
    return ledger
  }
  const ledgerDb = ledger.value.db

  const sessions = createSessionRepository(mirrorDb.value)
  const directory = createDirectoryRepository(mirrorDb.value)
  const outbox = createOutboxRepository(ledgerDb)
  const onTheWay = around({ portal, sessions, outbox })
  const alertStore = createAlertRepository(ledgerDb)
  const syncStore = createSyncRepository(mirrorDb.value)
  let account = signedIn
  const zoneMinutes = (): number => account.zoneMinutes
  // This computer's clock may be set wrong; what happened when is told by the portal's.
  const portalNow: Clock = () => sync.portalNow()

  const report = createPortalReport({
    portal, store: createPortalReportRepository(ledgerDb), linesWithoutCrm: directory.linesWithoutCrm, clock, emit, log,
    onSwitch: () => { sync.now() },
  })
  const reviews = createReviewRepository(ledgerDb)
  const review = createReview({
    reviews, sessions, operators: () => directory.read().operators, clock: portalNow, zoneMinutes, emit, log,
    prefetch: ids => { transcripts.prefetch(ids) }, onHidden: () => { alerts.hiddenChanged() },
  })
  const marks = createReviewMarkRepository(ledgerDb)
  const dialogs = createDialogs({ sessions, outbox, alerts: alertStore, marks, review, clock: portalNow, zoneMinutes })
  const transcriptStore = createTranscriptRepository(mirrorDb.value)
  const transcripts = createTranscripts({
    portal, sessions, transcripts: transcriptStore, clock: portalNow, emit, sourceKind: report.source,
    onRatings: ratings => alerts.onRatings(ratings), rightsDoubtedAt: () => lastRefusedAt(outbox) + portalNow() - clock(),
  })
  const picture = createPictures({ portal, transcripts: transcriptStore, read: transcripts.read })
  const evidence = createEvidence({ dialogs, transcripts, isHidden: id => review.hidden().ids.has(id) })
  const untilThereIsRoom = (error: unknown): number | null => {
    const full = diskError(error)
    if (full) log('mirror.disk', { code: full.code })
    return full && diskRestMs
  }
  const readAhead = createReadAhead({
    transcripts, sessions, clock: portalNow, monotonic, timer, log, sourceKind: report.source, afterThrow: untilThereIsRoom,
    isListComplete() {
      const cursor = syncStore.load()
      return cursor !== null && cursor.history === null && cursor.ratings === null
    },
  })
  const actions = createActions({ portal, source: () => portal.source(report.source()), sessions, emit, log })
  const ratings = createRatings({
    ...onTheWay, clock, timer, emit, log, newId: randomUUID, random: Math.random,
    holdMs: () => settings.get().review.holdSeconds * 1_000, lowNeedsComment: () => settings.get().review.lowNeedsComment,
    onChosen: review.ratingChosen, diskError,
  })
  const journalFile = createJournalExport({
    outbox, openSink: createFileSinks(deps.exportsDir), diskError, author: () => account, shell, clock, log,
    context: () => ({ language: settings.language(), zoneMinutes: zoneMinutes() }),
  })
  const rightToRate = (sessionId: number): RatingRight => ratingRight({
    report: report.get(), canRate: transcriptStore.get(sessionId)?.canRate ?? null, refusal: outbox.get(sessionId)?.error?.code ?? null,
  })
  const alerts = createAlerts({
    accountId: account.id, alerts: alertStore, sessions, shell, settings: settings.get, language: settings.language, clock: portalNow, emit, log,
    prefetch: sessionId => { transcripts.prefetch([sessionId], 'alerts') }, isHidden: id => review.hidden().ids.has(id),
  })
  const exports = createExports({
    runs: createExportRepository(ledgerDb), sessions, idsOf: dialogs.idsOf, rows: dialogs.wholeRows, openSink: createFileSinks(deps.exportsDir), diskError: fileError,
    context: () => ({ language: settings.language(), zoneMinutes: zoneMinutes(), source: report.source() }), shell, clock, emit, log,
  })
  const scorecards = createScorecards({ store: createScorecardRepository(ledgerDb), clock, emit, newId: randomUUID })
  const views = createViews({ store: createViewRepository(ledgerDb), count: dialogs.count, emit, newId: randomUUID })
  const bulk = createBulk({
    store: createBulkRepository(ledgerDb), marks, sessions, actions, links: portal.links,
    idsOf: filter => dialogs.idsOf({ filter, sort: newestFirst }), userId: () => account.userId, clock, timer, emit, log, newId: randomUUID,
    mayAct: () => !report.get()?.abilities.some(({ ability, state }) => ability === 'actions' && state !== 'works' && state !== 'unknown'),
  })
  const sync = createSync({
    portal, sessions, directory, store: syncStore, clock, monotonic, timer, emit, log, pollMs: deps.pollMs,
    sourceKind: report.source, onSourceRefused: report.probe,
    onDirectory() {
      followZone()
      report.linesRead()
      // Not asked yet: the first sign-in, or the first start after an upgrade, was offline.
      if (report.get() === null) void report.probe()
    },
    onFirstSync: alertStore.setBaseline, onRatings: alerts.onRatings, onSessions: readAhead.wake, reread: readAhead.reread, onBack: () => { ratings.resume() }, diskError,
  })
  const wakes = watchWakes({
    clock, monotonic, timer, random: Math.random,
    onWake() {
      log('engine.woke')
      sync.now()
      readAhead.wake()
      ratings.hurry()
    },
  })

  /** Daylight saving moves the portal's days, also those of a program that runs through the night. */
  function followZone(): void {
    const told = portal.zoneMinutes() ?? account.zoneMinutes
    if (told === account.zoneMinutes) return
    account = { ...account, zoneMinutes: told }
    emit('account.changed', account)
  }

  const digest = createDigestJob({ sessions, timer, emit, log, afterThrow: untilThereIsRoom })

  exports.recover()
  bulk.recover()
  followLedger({ ...onTheWay, alerts: alertStore, marks, reviews })
  ratings.start()
  digest.start()
  // On a portal never seen, what it allows decides where to begin; it is not worth waiting for otherwise.
  if (report.get() === null && syncStore.load() === null) void report.probe().then(sync.start)
  else sync.start()
  readAhead.wake()

  async function close(): Promise<void> {
    portal.close()
    wakes.stop()
    await Promise.all([sync.stop(), readAhead.stop(), ratings.stop(), digest.stop(), exports.stop(), bulk.stop()])
    if (mirrorDb.ok) mirrorDb.value.close()
    if (ledger.ok) ledger.value.close()
  }

  return ok({
    get account() { return account },
    portal, report, sync, dialogs, transcripts, picture, actions, ratings, rightToRate, journalFile, ledger: ledger.value, drafts: createDraftRepository(ledgerDb), review, scorecards, evidence, alerts, exports, views, bulk, close,
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
