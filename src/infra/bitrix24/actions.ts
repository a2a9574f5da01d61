import { err, ok, type Result } from '#contract/result.ts'
import type { AfterAction, PortalActions, Priority, TransferTarget } from '#core/portal/portal.ts'
import type { Batch } from './batch.ts'
import { readAs, type Client } from './client.ts'
import type { ParamMap } from './php-query.ts'
import { dialogSchema, flagSchema, profileSchema } from './schemas.ts'

export type ActionDeps = { readonly client: Pick<Client, 'call'>; readonly batch: Batch }

type Action = {
  /** Whether the dialog shows that the action was carried out. */
  readonly isDone: (seen: Seen) => boolean
  /** What is so once the portal agreed and the caller may no longer look; null where that cannot come. */
  readonly outOfSight: AfterAction | null
}

type Seen = {
  readonly after: AfterAction
  /** Null while the dialog is on the line that its client wrote to. */
  readonly movedTo: number | null
  /** Whether the caller is in the chat. */
  readonly isMember: boolean
  readonly callerId: number | null
}

const closed: AfterAction = { state: 'closed', operatorId: null, lineId: null }
const finishing: Action = { isDone: ({ after }) => after.state !== 'open', outOfSight: closed }
/** Spam never waits for a rating. */
const marking: Action = { isDone: ({ after }) => after.state === 'closed', outOfSight: closed }
const intercepting: Action = { isDone: ({ after, callerId }) => callerId !== null && after.operatorId === callerId, outOfSight: null }
const joining: Action = { isDone: ({ isMember }) => isMember, outOfSight: null }

/**
 * Each action is sent once. The portal answers `true` before anything is certain, and sometimes not at all, so what the
 * dialog shows afterwards decides.
 */
export function createActions({ client, batch }: ActionDeps): PortalActions {
  async function act(method: string, params: ParamMap & { readonly CHAT_ID: number }, action: Action, priority: Priority = 'user'): Promise<Result<AfterAction>> {
    const sent = await client.call({ method, params, priority })
    const isLost = !sent.ok && sent.error.code === 'portal-unreachable'
    if (!sent.ok && !isLost) return sent
    if (sent.ok && !flagSchema.parse(sent.value.result)) return err('portal-rejected', `${method}: the portal did not confirm the action`)
    const seen = await look(batch, params.CHAT_ID, priority)
    if (!sent.ok) return seen.ok && action.isDone(seen.value) ? ok(seen.value.after) : sent
    if (seen.ok) return ok(seen.value.after)
    return seen.error.code === 'no-rights' && action.outOfSight !== null ? ok(action.outOfSight) : seen
  }

  // Parameter names in capitals: the portal reads some of them as written.
  return {
    finish: (chatId, priority) => act('imopenlines.operator.finish', { CHAT_ID: chatId }, finishing, priority),
    finishAnother: (chatId, priority) => act('imopenlines.operator.another.finish', { CHAT_ID: chatId }, finishing, priority),
    markSpam: (chatId, priority) => act('imopenlines.operator.spam', { CHAT_ID: chatId }, marking, priority),
    transfer: (chatId, target, priority) => act('imopenlines.operator.transfer', { CHAT_ID: chatId, ...transferParams(target) }, transferring(target), priority),
    intercept: (chatId, priority) => act('imopenlines.session.intercept', { CHAT_ID: chatId }, intercepting, priority),
    join: (chatId, priority) => act('imopenlines.session.join', { CHAT_ID: chatId }, joining, priority),
  }
}

function transferParams(target: TransferTarget): ParamMap {
  return target.kind === 'operator' ? { USER_ID: target.operatorId } : { QUEUE_ID: target.lineId }
}

function transferring(target: TransferTarget): Action {
  return target.kind === 'operator'
    ? { isDone: ({ after }) => after.operatorId === target.operatorId, outOfSight: { state: 'open', operatorId: target.operatorId, lineId: null } }
    : { isDone: ({ movedTo }) => movedTo === target.lineId, outOfSight: { state: 'open', operatorId: null, lineId: target.lineId } }
}

/** The dialog, and who looks at it, in one request. */
async function look(batch: Batch, chatId: number, priority: Priority): Promise<Result<Seen>> {
  const method = 'imopenlines.dialog.get'
  const sent = await batch([{ method, params: { CHAT_ID: chatId } }, { method: 'profile', params: {} }], { priority })
  if (!sent.ok) return sent
  const [dialog = err('internal', 'the batch lost its answers'), profile] = sent.value.answers
  const read = dialog.ok ? readAs(dialogSchema, dialog.value.result, method) : dialog
  if (!read.ok) return read
  const { owner, role, entity_id: userCode, entity_data_1: data } = read.value
  const movedTo = data.lineId
  const lineOfClient = Number(userCode.split('|')[1])
  const state = data.sessionId === 0 ? 'closed' : data.isWaiting ? 'closing' : 'open'
  return ok({
    after: { state, operatorId: owner, lineId: movedTo ?? (lineOfClient > 0 ? lineOfClient : null) },
    movedTo,
    isMember: memberRoles.includes(role.toLowerCase()),
    callerId: profile?.ok === true ? (profileSchema.safeParse(profile.value.result).data?.ID ?? null) : null,
  })
}

const memberRoles: readonly string[] = ['owner', 'manager', 'member']
