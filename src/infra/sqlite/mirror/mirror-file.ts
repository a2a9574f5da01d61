import type { FileKind } from '../open-file.ts'
import { init } from './0001-init.ts'

/** Everything in it can be read from the portal again. */
export const mirrorFile: FileKind = {
  applicationId: 0x4c574d31,
  migrations: [init],
  synchronous: 'normal',
  cacheMegabytes: 64,
}
