import type { FileKind } from '../open-file.ts'
import { init } from './0001-init.ts'
import { reading } from './0002-reading.ts'
import { stars } from './0003-stars.ts'
import { desk } from './0004-desk.ts'
import { signs } from './0005-signs.ts'

/** Everything in it can be read from the portal again. */
export const mirrorFile: FileKind = {
  applicationId: 0x4c574d31,
  migrations: [init, reading, stars, desk, signs],
  synchronous: 'normal',
  cacheMegabytes: 64,
}
