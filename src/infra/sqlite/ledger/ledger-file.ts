import type { FileKind } from '../open-file.ts'
import { init } from './0001-init.ts'
import { portalReport } from './0002-portal-report.ts'
import { review } from './0003-review.ts'
import { views } from './0004-views.ts'
import { exportScope } from './0005-export-scope.ts'
import { ratings } from './0006-ratings.ts'
import { scorecards } from './0007-scorecards.ts'

/** What the portal does not know: unsent ratings, the journal, drafts, review queues, scorecards, views, alerts, exports. An acknowledged write must survive a power cut. */
export const ledgerFile: FileKind = {
  applicationId: 0x4c574c31,
  migrations: [init, portalReport, review, views, exportScope, ratings, scorecards],
  synchronous: 'full',
  cacheMegabytes: 4,
}
