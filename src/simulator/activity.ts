import { takenSteps } from './generate/transcript.ts'
import type { Act, Step } from './generate/plan.ts'
import type { PortalState } from './portal-state.ts'
import type { Happening } from './store.ts'
import type { Author } from './types.ts'

type Facts = Pick<PortalState, 'store' | 'directory' | 'anchor'>

/** Between two open-line activities lie those of calls and letters, so the ids leave gaps of uneven size. */
const FIRST_ACTIVITY_ID = 700_001
const IDS_PER_SESSION = 3

/** Ids grow with those of the sessions but are other numbers. */
export function activityId(index: number): number {
  return FIRST_ACTIVITY_ID + index * IDS_PER_SESSION + (Math.imul(index, 0x9e3779b1) >>> 16) % IDS_PER_SESSION
}

/** The first session whose activity has this id or a greater one. */
export function firstIndexFrom(id: number): number {
  const near = Math.max(0, Math.floor((id - FIRST_ACTIVITY_ID) / IDS_PER_SESSION))
  return activityId(near) < id ? near + 1 : near
}

/** Only sessions bound to the CRM, on lines that work with it, have an activity. */
export function hasActivity({ store }: Facts, index: number): boolean {
  return store.columns.get('crm', index) !== 0 && !store.isGone(index)
}

/** An operator has answered the dialog or taken it for himself at least once. */
export function isTaken(state: Facts, index: number): boolean {
  return state.store.columns.get('operatorAnswer', index) !== 0 || state.store.happenings(index).some((item) => 'handOver' in item && item.handOver.toId === item.handOver.initiatorId)
}

/** Follows the transfers only where the line says so; elsewhere it stays with the first operator. */
export function responsibleId(state: Facts, index: number): number {
  const { store } = state
  return (store.line(index).transferChange ? store.columns.get('operator', index) : 0) || authorId(state, index)
}

/** Whoever served the session first; before anybody does, the first in the queue of its line. */
export function authorId({ store, directory, anchor }: Facts, index: number): number {
  const { columns } = store
  const operatorId = columns.get('operator', index)
  if (operatorId !== 0 && columns.get('transfers', index) === 0) return operatorId
  for (const { step } of takenSteps(store, index, anchor)) if (step.fromId !== 0 || step.operatorId !== 0) return step.fromId || step.operatorId
  for (const item of store.happenings(index)) {
    const first = 'step' in item ? 0 : (item.handOver?.fromId ?? 0) || item.operatorId
    if (first !== 0) return first
  }
  const { created, line } = store.facts(index)
  return operatorId || (directory.queue(line.id, created)[0]?.id ?? 0)
}

/** When the activity was last written. A supervisor's rating does not touch it, nor does a client whom nobody has answered. Epoch seconds. */
export function updatedAt(state: Facts, index: number): number {
  const { columns } = state.store
  const closed = columns.get('closed', index)
  const voted = columns.get('voted', index)
  if (closed !== 0) return Math.max(closed, voted)
  let isTakenByNow = false
  let last = columns.get('created', index)
  for (const moment of momentsOf(state, index)) {
    isTakenByNow ||= moment.takes
    if (touches(moment, isTakenByNow, state.store.line(index).transferChange)) last = Math.max(last, moment.at)
  }
  return Math.max(last, voted)
}

/** Whether the last thing that happened in the session wrote its activity. */
export function isJustTouched(state: Facts, index: number): boolean {
  const last = state.store.happenings(index).at(-1)
  if (last === undefined) return false
  return touches(momentOf(last, state.store.plan(index).steps), isTaken(state, index), state.store.line(index).transferChange)
}

function touches({ act, by, takes }: Moment, isTakenByNow: boolean, followsTransfers: boolean): boolean {
  if (act === 'say') return by === 'operator' || (by === 'client' && isTakenByNow)
  if (act === 'transfer' || act === 'queue' || act === 'line') return followsTransfers || takes
  return act === 'askVote' || act === 'reopen' || act === 'close' || (act === 'assign' && takes)
}

type Moment = { readonly at: number; readonly act: Act; readonly by: Author; readonly takes: boolean }

function momentsOf({ store, anchor }: Facts, index: number): readonly Moment[] {
  const { steps } = store.plan(index)
  const scripted = takenSteps(store, index, anchor).map(({ step, at }) => ofStep(step, at))
  const free = store.happenings(index).filter((item) => !('step' in item)).map((item) => momentOf(item, steps))
  return [...scripted, ...free].toSorted((a, b) => a.at - b.at)
}

function momentOf(item: Happening, steps: readonly Step[]): Moment {
  if (!('step' in item)) return { at: item.at, act: item.act, by: item.by, takes: item.by === 'operator' || (item.handOver !== undefined && item.handOver.toId === item.handOver.initiatorId) }
  const step = steps[item.step]
  // Applying an event for a step that the script has not throws, so this one is there.
  if (step === undefined) throw new Error(`No step ${item.step}`)
  return ofStep(step, item.at)
}

function ofStep({ act, by }: Step, at: number): Moment {
  return { at, act, by, takes: by === 'operator' }
}
