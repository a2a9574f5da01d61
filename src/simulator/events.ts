import { servedBy } from './generate/transcript.ts'
import { closeReasons } from './types.ts'
import type { HandOver, Store } from './store.ts'
import type { Channel, CloseReason, Vote } from './types.ts'

/** Everything that can change after the anchor. `at` is epoch seconds. Applying them in order rebuilds the portal. */
export type PortalEvent =
  | { readonly type: 'open'; readonly at: number; readonly id: number; readonly lineId: number; readonly channel: Channel; readonly client: number; readonly scripted: boolean }
  /** A step of the session's own script happened; `operatorId` = who serves it now, where that is not whom the script means. */
  | { readonly type: 'step'; readonly at: number; readonly id: number; readonly step: number; readonly operatorId?: number }
  | { readonly type: 'say'; readonly at: number; readonly id: number; readonly by: 'client' | 'operator'; readonly text: string; readonly operatorId: number }
  | { readonly type: 'close'; readonly at: number; readonly id: number; readonly reason: CloseReason; readonly text: string }
  /** The first half of a finish: the client is asked for a rating, until the moment `until`. */
  | { readonly type: 'askVote'; readonly at: number; readonly id: number; readonly until: number; readonly text: string }
  /** A rating came after the close: the session is open again until the moment `until`. */
  | { readonly type: 'reopen'; readonly at: number; readonly id: number; readonly until: number; readonly text: string }
  | ({ readonly type: 'handOver'; readonly at: number; readonly id: number; readonly text: string } & HandOver)
  /** An empty text = nothing is said about it in the chat. */
  | { readonly type: 'join'; readonly at: number; readonly id: number; readonly userId: number; readonly text: string }
  /** The application asked for an event to be kept for it. */
  | { readonly type: 'bind'; readonly at: number; readonly name: string }
  /** The application took events from its queue (`drop`), reserved them for a process, or reported that they failed. */
  | { readonly type: 'queue'; readonly at: number; readonly act: 'drop' | 'reserve' | 'fail'; readonly ids: readonly number[]; readonly processId: string }
  /** Somebody deleted the session. */
  | { readonly type: 'remove'; readonly at: number; readonly id: number }
  /** `stars` only on a line that has them, and only where the number matters. */
  | { readonly type: 'vote'; readonly at: number; readonly id: number; readonly vote: Vote; readonly stars?: number }
  /** `null` leaves that half as it was. */
  | { readonly type: 'headVote'; readonly at: number; readonly id: number; readonly rating: number | null; readonly comment: string | null }

/** Changes the store; throws on an event that cannot belong to it, so that a foreign journal is noticed. */
export function applyEvent(store: Store, event: PortalEvent): void {
  if (event.type === 'open') {
    const line = store.context.directory.line(event.lineId)
    if (line === undefined || event.id !== store.id(store.size())) throw new Error(`Event out of place: session ${event.id}`)
    const index = store.add({ created: event.at, line, channel: event.channel, client: event.client })
    if (!event.scripted) store.markUnscripted(index)
    return
  }
  // These two are matters of the offline queue alone.
  if (event.type === 'bind' || event.type === 'queue') return
  const index = store.find(event.id)
  if (index === null) throw new Error(`Event for an unknown session ${event.id}`)
  if (event.type === 'step') {
    const step = store.plan(index).steps[event.step]
    if (step === undefined) throw new Error(`Event for an unknown step of session ${event.id}`)
    const { at, operatorId } = event
    store.happen(index, { at, step: event.step, ...(operatorId === undefined ? {} : { operatorId }) })
    store.applyStep(index, servedBy(step, event), at)
  } else if (event.type === 'say') {
    const operatorId = event.by === 'operator' ? event.operatorId || store.columns.get('operator', index) : 0
    store.happen(index, { at: event.at, by: event.by, operatorId, text: event.text, act: 'say' })
    if (event.operatorId !== 0) store.columns.set('operator', index, event.operatorId)
    store.countMessage(index, event.at, event.by)
  } else if (event.type === 'close') {
    store.happen(index, { ...portalLine(event), act: 'close' })
    store.close(index, event.at, closeReasons.includes(event.reason) ? event.reason : 'operator')
  } else if (event.type === 'askVote') {
    store.happen(index, { ...portalLine(event), act: 'askVote' })
    store.awaitVote(index, event.until)
  } else if (event.type === 'reopen') {
    store.happen(index, { ...portalLine(event), act: 'reopen' })
    store.reopen(index, event.until)
  } else if (event.type === 'handOver') {
    const { fromId, toId, initiatorId, fromLineId, toLineId, viaQueue } = event
    const handOver = { fromId, toId, initiatorId, fromLineId, toLineId, viaQueue }
    store.happen(index, { ...portalLine(event), act: toLineId !== fromLineId ? 'line' : viaQueue ? 'queue' : fromId === 0 ? 'assign' : 'transfer', handOver })
    store.handOver(index, handOver)
  } else if (event.type === 'join') {
    if (event.text !== '') store.happen(index, { ...portalLine(event), act: 'join' })
    store.join(index, event.userId)
  } else if (event.type === 'remove') {
    store.remove(index)
  } else if (event.type === 'vote') {
    store.setVote(index, event.at, event.vote, event.stars)
  } else {
    store.setHeadVote(index, event.rating, event.comment)
  }
}

function portalLine({ at, text }: { readonly at: number; readonly text: string }) {
  return { at, by: 'system', operatorId: 0, text } as const
}
