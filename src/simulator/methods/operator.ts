import { isTaken } from '../activity.ts'
import { finishSession, markSpam } from '../closing.ts'
import { nowSeconds } from '../portal-state.ts'
import { portalText } from '../portal-text.ts'
import { RestError } from '../rest/rest-error.ts'
import { chatFacts } from './chat-rows.ts'
import { method } from './method.ts'
import { isOpen, sessionOfChat, sessionOfChatOrWrongOperator, wrongOperator } from './open-line-chat.ts'
import { nextInQueue, transferTarget } from './transfer-target.ts'
import { upperKeys } from './users.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'
import type { Method } from './method.ts'
import type { Target } from './transfer-target.ts'

type Action = (state: PortalState, params: Params, callerId: number) => void

export const operatorMethods = [
  action('imopenlines.operator.answer', answer),
  action('imopenlines.operator.skip', skip),
  action('imopenlines.operator.finish', finishOwn),
  action('imopenlines.operator.another.finish', finishAnothers),
  action('imopenlines.operator.spam', spam),
  action('imopenlines.operator.transfer', transfer),
  action('imopenlines.session.intercept', intercept),
  action('imopenlines.session.join', join),
]

/** All of them answer `true`, whatever came of it; parameter names are upper-cased by the portal. */
function action(name: string, run: Action): Method {
  return method(name, 'imopenlines', (state, params, caller) => {
    run(state, upperKeys(params), caller.userId)
    return { result: true }
  })
}

/** Takes a dialog; one that is the caller's already, or at rest, stays as it is. */
function answer(state: PortalState, params: Params, callerId: number): void {
  const index = sessionOfChat(state, params, callerId)
  if (isOpen(state, index) && !(operatorOf(state, index) === callerId && isTaken(state, index))) takeOver(state, index, callerId)
}

/** The queue gives the dialog to somebody else; with nobody else there it stays. */
function skip(state: PortalState, params: Params, callerId: number): void {
  const index = openSession(state, params, callerId)
  if (operatorOf(state, index) !== callerId) throw new RestError('ACCESS_DENIED_KICK', 'The user is not the operator of the dialog')
  const target = nextInQueue(state, index, state.store.columns.get('line', index))
  if (target !== null) passOn(state, index, target, callerId)
}

function finishOwn(state: PortalState, params: Params, callerId: number): void {
  const index = openSession(state, params, callerId)
  if (operatorOf(state, index) !== callerId) throw new RestError('ERROR_USER_NOT_OPERATOR', 'The user is not the operator of the dialog')
  finishSession(state, index, callerId)
}

/** Whoever finishes a dialog that nobody serves becomes its operator first. */
function finishAnothers(state: PortalState, params: Params, callerId: number): void {
  const index = openSession(state, params, callerId)
  if (operatorOf(state, index) === 0) takeOver(state, index, callerId)
  finishSession(state, index, callerId)
}

function spam(state: PortalState, params: Params, callerId: number): void {
  const index = sessionOfChat(state, params, callerId)
  if (isOpen(state, index)) markSpam(state, index, callerId)
}

function intercept(state: PortalState, params: Params, callerId: number): void {
  const index = sessionOfChatOrWrongOperator(state, params, callerId)
  if (isOpen(state, index) && operatorOf(state, index) !== callerId) takeOver(state, index, callerId)
}

function transfer(state: PortalState, params: Params, callerId: number): void {
  const index = sessionOfChatOrWrongOperator(state, params, callerId)
  const target = transferTarget(state, params, index)
  // Taking a dialog for oneself is not a transfer: intercept is for that.
  const isPointless = target.toId === operatorOf(state, index) || (target.toId === callerId && !target.viaQueue)
  if (!isOpen(state, index) || isPointless) throw wrongOperator()
  passOn(state, index, target, callerId)
}

function join(state: PortalState, params: Params, callerId: number): void {
  const index = sessionOfChat(state, params, callerId)
  if (chatFacts(state, index).staffIds.includes(callerId)) return
  // Into a chat at rest people come unannounced, or words would follow the end of its last session.
  const text = isOpen(state, index) ? portalText(state, index, 'joined', { operatorId: callerId }) : ''
  state.commit({ type: 'join', at: nowSeconds(state), id: state.store.id(index), userId: callerId, text })
}

function takeOver(state: PortalState, index: number, callerId: number): void {
  const lineId = state.store.columns.get('line', index)
  commitHandOver(state, index, { toId: callerId, toLineId: lineId, viaQueue: false }, callerId, portalText(state, index, 'tookOver', { operatorId: callerId }))
}

function passOn(state: PortalState, index: number, target: Target, callerId: number): void {
  const { store, directory } = state
  const isMove = target.toLineId !== store.columns.get('line', index)
  const name = isMove ? 'transferredToLine' : target.viaQueue ? 'returnedToQueue' : 'transferred'
  const people = { operatorId: target.toId, fromId: callerId, lineName: directory.line(target.toLineId)?.name ?? '' }
  commitHandOver(state, index, target, callerId, portalText(state, index, name, people))
}

function commitHandOver(state: PortalState, index: number, target: Target, initiatorId: number, text: string): void {
  const { store } = state
  const from = { fromId: operatorOf(state, index), fromLineId: store.columns.get('line', index) }
  state.commit({ type: 'handOver', at: nowSeconds(state), id: store.id(index), text, initiatorId, ...from, ...target })
}

function openSession(state: PortalState, params: Params, callerId: number): number {
  const index = sessionOfChat(state, params, callerId)
  if (!isOpen(state, index)) throw new RestError('NOT_LOAD_SESSION_OR_CHAT', 'Failed to load the session or the chat')
  return index
}

function operatorOf({ store }: PortalState, index: number): number {
  return store.columns.get('operator', index)
}
