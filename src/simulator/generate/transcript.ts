import { bot } from '../data/company.ts'
import { dialogVariables, fill } from '../data/variables.ts'
import { FIRST_CLIENT_USER_ID } from './clients.ts'
import type { Act, Step } from './plan.ts'
import type { FileKind } from '../data/scenario.ts'
import type { Store } from '../store.ts'
import type { Author, Gender } from '../types.ts'

/** Message ids of a session are a block of its own, so they grow with time inside a chat and never meet another's. */
const IDS_PER_SESSION = 500
const FIRST_MESSAGE_ID = 2_000_001

export type Message = {
  readonly id: number
  /** Epoch seconds. */
  readonly at: number
  readonly by: Author
  /** 0 = the portal itself. */
  readonly authorId: number
  readonly text: string
  readonly file: FileKind | null
  readonly act: Act
}

export type DatedStep = { readonly step: Step; readonly at: number }

/** The place, in order of creation, of the session that a message with this id would belong to. */
export function positionOfMessage(id: number): number {
  return Math.floor((id - FIRST_MESSAGE_ID) / IDS_PER_SESSION)
}

/** The steps of the script that have happened, with the moments they happened at. */
export function takenSteps(store: Store, index: number, anchor: number): readonly DatedStep[] {
  const { steps } = store.plan(index)
  const created = store.columns.get('created', index)
  const before = store.isGenerated(index) ? steps.map((step) => ({ step, at: created + step.at })).filter(({ at }) => at <= anchor) : []
  const after = store.happenings(index).flatMap((happening) => {
    if (!('step' in happening)) return []
    const step = steps[happening.step]
    return step === undefined ? [] : [{ step: servedBy(step, happening), at: happening.at }]
  })
  return [...before, ...after]
}

/** After a hand-over the script's own operator is no longer the one who acts. */
export function servedBy(step: Step, { operatorId }: { readonly operatorId?: number | undefined }): Step {
  return operatorId === undefined ? step : { ...step, operatorId }
}

/** The conversation as of now, oldest message first. */
export function transcript(store: Store, index: number, anchor: number): readonly Message[] {
  const { seed, directory } = store.context
  const { id, line } = store.facts(index)
  const client = store.client(index)
  const clientUserId = FIRST_CLIENT_USER_ID + store.columns.get('client', index)
  const facts = dialogVariables(seed, id, line.language)
  const firstId = FIRST_MESSAGE_ID + index * IDS_PER_SESSION

  function scripted({ step, at }: DatedStep): Omit<Message, 'id'> {
    const operator = directory.person(step.operatorId)
    const giver = directory.person(step.fromId)
    const actor = giver ?? operator
    const gender: Gender = step.by === 'client' ? client.gender : (actor?.gender ?? 'M')
    const text = fill(
      step.template,
      {
        ...facts,
        client: client.firstName,
        operator: operator?.firstName ?? '',
        operatorId: String(step.operatorId),
        operatorFull: fullName(operator),
        fromId: String(step.fromId),
        fromFull: fullName(giver),
      },
      gender,
    )
    const authorId = step.by === 'client' ? clientUserId : step.by === 'bot' ? bot.id : step.by === 'operator' ? step.operatorId : 0
    return { at, by: step.by, authorId, text, file: step.file, act: step.act }
  }

  const free = store.happenings(index).flatMap((happening): Omit<Message, 'id'>[] => {
    if ('step' in happening) return []
    const authorId = happening.by === 'client' ? clientUserId : happening.operatorId
    return [{ at: happening.at, by: happening.by, authorId, text: happening.text, file: null, act: happening.act }]
  })
  const all = [...takenSteps(store, index, anchor).map(scripted), ...free]
  // A stable sort: words added by hand fall between the steps of the script by their time.
  if (free.length > 0) all.sort((a, b) => a.at - b.at)
  return all.map((message, n) => ({ id: firstId + n, ...message }))
}

function fullName(person: { readonly firstName: string; readonly lastName: string } | undefined): string {
  return person === undefined ? '' : `${person.firstName} ${person.lastName}`
}
