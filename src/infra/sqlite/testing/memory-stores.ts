import type { DialogDeps } from '#core/sessions/dialog-service.ts'
import { openDb, type WriteDb } from '../db.ts'
import { createAlertRepository } from '../ledger/alert-repository.ts'
import { createDraftRepository } from '../ledger/draft-repository.ts'
import { createExportRepository } from '../ledger/export-repository.ts'
import { ledgerFile } from '../ledger/ledger-file.ts'
import { createOutboxRepository } from '../ledger/outbox-repository.ts'
import { createPortalReportRepository } from '../ledger/portal-report-repository.ts'
import { createReviewMarkRepository } from '../ledger/review-mark-repository.ts'
import { createReviewRepository } from '../ledger/review-repository.ts'
import { migrate } from '../migrate.ts'
import { createDirectoryRepository } from '../mirror/directory-repository.ts'
import { mirrorFile } from '../mirror/mirror-file.ts'
import { createSessionRepository } from '../mirror/session-repository.ts'
import { createSyncRepository } from '../mirror/sync-repository.ts'
import { createTranscriptRepository } from '../mirror/transcript-repository.ts'
import type { FileKind } from '../open-file.ts'

/** For services that ask what a review hides: none is going on. */
const noReview: DialogDeps['review'] = { flagged: () => new Set(), hidden: () => ({ ids: new Set(), mode: 'off' }), hide: row => row }

/** Every store of an account on real SQLite in memory, for tests. */
export function openMemoryStores() {
  const mirror = openMemory(mirrorFile)
  const ledger = openMemory(ledgerFile)
  return {
    mirror,
    ledger,
    sessions: createSessionRepository(mirror),
    directory: createDirectoryRepository(mirror),
    transcripts: createTranscriptRepository(mirror),
    sync: createSyncRepository(mirror),
    outbox: createOutboxRepository(ledger),
    alerts: createAlertRepository(ledger),
    exports: createExportRepository(ledger),
    drafts: createDraftRepository(ledger),
    reviews: createReviewRepository(ledger),
    marks: createReviewMarkRepository(ledger),
    review: noReview,
    report: createPortalReportRepository(ledger),
  }
}

function openMemory(kind: FileKind): WriteDb {
  const db = openDb(':memory:', kind)
  const migrated = migrate(db, { ...kind, backup: () => '' })
  if (!migrated.ok) throw new Error(migrated.error.message)
  return db
}
