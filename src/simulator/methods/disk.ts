import { findFile } from '../generate/files.ts'
import { isoDate } from '../portal-state.ts'
import { toInt, toText } from '../rest/php.ts'
import { failures, RestError } from '../rest/rest-error.ts'
import { canReadHistory } from '../rights.ts'
import { chatFacts } from './chat-rows.ts'
import { method } from './method.ts'
import type { SentFile } from '../generate/files.ts'
import type { PortalState } from '../portal-state.ts'
import type { Caller } from './method.ts'

export const diskMethods = [
  method('disk.file.get', 'disk', (state, params, caller) => {
    if (params['id'] === undefined) throw new RestError('ERROR_ARGUMENT', 'Invalid value of parameter {Parameter #0}')
    const found = readableFile(state, toInt(params['id']), caller)
    if (found === null) throw new RestError('ERROR_NOT_FOUND', `Could not find entity with id \`${toText(params['id'])}\``)
    return { result: fileRow(state, found, caller) }
  }),
]

/** Files of a chat are for those who may read its conversation. Null = there is no such file. */
export function readableFile(state: PortalState, fileId: number, { userId }: Caller): SentFile | null {
  const found = findFile(state.store, fileId, state.anchor)
  if (found !== null && !canReadHistory(state, userId, found.index)) throw failures.fileDenied()
  return found
}

/** The number of the file in the token of a download address. */
export function fileIdOfToken(token: unknown): number {
  const [area = '', code = ''] = toText(token).split('|')
  return area === 'disk' ? toInt(new URLSearchParams(Buffer.from(code, 'base64').toString()).get('id')) : 0
}

function fileRow(state: PortalState, found: SentFile, caller: Caller): Record<string, unknown> {
  const { file, message, index } = found
  const at = isoDate(message.at, state.timeZone)
  const author = String(message.authorId)
  return {
    ID: String(file.id),
    NAME: file.name,
    CODE: null,
    STORAGE_ID: '27',
    TYPE: 'file',
    PARENT_ID: String(chatFacts(state, index).chatId),
    DELETED_TYPE: '0',
    GLOBAL_CONTENT_VERSION: '1',
    FILE_ID: String(file.id + 20_000),
    SIZE: String(file.bytes),
    CREATE_TIME: at,
    UPDATE_TIME: at,
    DELETE_TIME: null,
    CREATED_BY: author,
    UPDATED_BY: author,
    DELETED_BY: '0',
    DOWNLOAD_URL: state.url() + downloadPath(state, found, caller),
    DETAIL_URL: `${state.url()}/company/personal/user/${caller.userId}/disk/file/${file.name}`,
  }
}

/** Every form lets in whoever has it: it holds what the caller was let in with. */
function downloadPath({ settings }: PortalState, { file }: SentFile, { viaApplication, userId, pass }: Caller): string {
  const token = encodeURIComponent(`disk|${Buffer.from(`id=${file.id}&_=${file.bytes}`).toString('base64')}`)
  if (!viaApplication) return `/rest/${userId}/${pass}/download/?token=${token}`
  if (settings.generation === 'classic') return `/disk/downloadFile/${file.id}/?&ncc=1&filename=${file.name}&auth=${pass}`
  return `/rest/download.json?auth=${pass}&token=${token}`
}
