import { contentOf } from '../generate/picture.ts'
import { fileIdOfToken, readableFile } from '../methods/disk.ts'
import { DOWNLOAD, exchangeRefusal } from './faults.ts'
import { loginPage } from './pages.ts'
import { toInt } from './php.ts'
import { failures, RestError } from './rest-error.ts'
import type { Caller } from '../methods/method.ts'
import type { PortalState } from '../portal-state.ts'
import type { Fault, Faults } from './faults.ts'
import type { Params } from './php.ts'
import type { Reply } from './send.ts'

/** `userId` and `secret` are a webhook's, null where the address holds an application's token. */
export type Download = { readonly userId: string | null; readonly secret: string | null; readonly fileId: number; readonly isPage: boolean }

/** Reads the addresses that `disk.file.get` gives; null = another kind of request. */
export function asDownload([area, ...rest]: readonly string[], params: Params): Download | null {
  if (area === 'disk' && rest[0] === 'downloadFile') return { userId: null, secret: null, fileId: toInt(rest[1]), isPage: true }
  if (area !== 'rest' || !/^download(?:\.json)?$/.test(rest.at(-1) ?? '')) return null
  const [userId, secret] = rest.length >= 3 ? rest : [null, null]
  return { userId: userId ?? null, secret: secret ?? null, fileId: fileIdOfToken(params['token']), isPage: false }
}

type Deps = { readonly state: PortalState; readonly faults: Faults; readonly identify: () => Caller }

/** The file itself. A page of the portal shows strangers its login form; REST refuses them. */
export function downloadReply({ state, faults, identify }: Deps, { fileId, isPage }: Download, fault: Fault | null): Reply {
  try {
    const refusal = exchangeRefusal(fault)
    if (refusal !== null) throw refusal
    faults.beforeCall(DOWNLOAD)
    const caller = identify()
    if (!caller.scopes.includes('disk')) throw failures.insufficientScope(caller.viaApplication ? 'access' : 'webhook')
    const found = readableFile(state, fileId, caller)
    if (found === null) throw new RestError('ERROR_NOT_FOUND', 'File not found', 404)
    const content = faults.resultOf(DOWNLOAD, null)
    return { status: 200, body: typeof content === 'string' ? content : contentOf(found.file), type: 'file' }
  } catch (error) {
    if (!(error instanceof RestError)) throw error
    return isPage ? { status: 200, body: loginPage(), type: 'html' } : { status: error.status, body: JSON.stringify(error.body()), type: 'json' }
  }
}
