import type { FileKind } from '../open-file.ts'
import { init } from './0001-init.ts'
import { portalReport } from './0002-portal-report.ts'

/** What the portal does not know: unsent ratings, the journal, alerts, exports. An acknowledged write must survive a power cut. */
export const ledgerFile: FileKind = {
  applicationId: 0x4c574c31,
  migrations: [init, portalReport],
  synchronous: 'full',
  cacheMegabytes: 4,
}
