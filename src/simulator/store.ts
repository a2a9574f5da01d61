import { createColumns } from './columns.ts'
import { channels, closeReasons, crmTypes, statuses, votes } from './types.ts'
import { planSession } from './generate/plan.ts'
import { clientProfile } from './generate/clients.ts'
import { lines } from './data/company.ts'
import type { Client } from './generate/clients.ts'
import type { Act, Plan, PlanContext, SessionFacts, Step } from './generate/plan.ts'
import type { Channel, CloseReason, Line, Vote } from './types.ts'

export const FIRST_SESSION_ID = 100_001

/** Something said or done after the anchor: either the next step of the session's own script, or free words. */
export type Happening =
  | { readonly at: number; readonly step: number }
  | { readonly at: number; readonly by: 'client' | 'operator' | 'system'; readonly operatorId: number; readonly text: string; readonly act: Act; readonly handOver?: HandOver }

/** Who passed a dialog on to whom, on somebody's order. User ids, 0 = nobody. */
export type HandOver = {
  readonly fromId: number
  readonly toId: number
  readonly initiatorId: number
  readonly fromLineId: number
  /** The same as `fromLineId` where the dialog stays on its line. */
  readonly toLineId: number
  /** Given to a queue, which chose the person, rather than to the person. */
  readonly viaQueue: boolean
}

export type NewSession = { readonly created: number; readonly line: Line; readonly channel: Channel; readonly client: number }

export type Store = ReturnType<typeof createStore>

/** The state of the portal: one row per session, and the little that cannot be derived from the seed. */
export function createStore(context: PlanContext, expected: number) {
  const columns = createColumns(expected + Math.ceil(expected / 10) + 256)
  const comments = new Map<number, string>()
  const happenings = new Map<number, Happening[]>()
  /** The latest session of each client, as its index. */
  const latest: number[] = []
  const unscripted = new Set<number>()
  /** The line where a session began, for those sent to another one since: words and names follow from it. */
  const bornOn = new Map<number, number>()
  /** Sessions that were finished but still wait for a rating, with the moment (epoch seconds) at which the waiting ends. */
  const waiting = new Map<number, number>()
  /** By client: employees in the chat beside its operator. */
  const joined = new Map<number, Set<number>>()
  /** Sessions below this index were generated; the steps they had taken by the anchor are derived, not stored. */
  let generated = 0

  function add({ created, line, channel, client }: NewSession): number {
    const index = columns.append()
    columns.set('created', index, created)
    columns.set('line', index, line.id)
    columns.set('channel', index, channels.indexOf(channel))
    columns.set('client', index, client)
    const { crm } = clientProfile(context.seed, client, line.language, channel)
    if (line.crm && crm !== null) columns.set('crm', index, crmTypes.indexOf(crm.type) + 1)
    latest[client] = index
    return index
  }

  /** What a step of the script changes in the row. */
  function applyStep(index: number, step: Step, at: number): void {
    if (step.act === 'say') countMessage(index, at, step.by === 'bot' ? 'bot' : step.by === 'operator' ? 'operator' : 'client')
    else if (step.act === 'pin') columns.set('status', index, statuses.indexOf('paused'))
    else if (step.act === 'transfer' || step.act === 'queue' || step.act === 'line') columns.set('transfers', index, columns.get('transfers', index) + 1)
    if (step.operatorId !== 0) columns.set('operator', index, step.operatorId)
    if (step.act === 'close') close(index, at, step.reason ?? 'operator')
  }

  function countMessage(index: number, at: number, by: 'client' | 'operator' | 'bot'): void {
    columns.set('messages', index, columns.get('messages', index) + 1)
    if (by === 'client') {
      // Whoever writes instead of rating has not finished yet.
      waiting.delete(index)
      return
    }
    if (columns.get('firstAnswer', index) === 0) columns.set('firstAnswer', index, at)
    if (by === 'bot') return
    if (columns.get('operatorAnswer', index) === 0) columns.set('operatorAnswer', index, at)
    columns.set('status', index, statuses.indexOf('answered'))
  }

  function close(index: number, at: number, reason: CloseReason): void {
    columns.set('closed', index, at)
    columns.set('status', index, statuses.indexOf(reason === 'spam' ? 'spam' : 'closed'))
    columns.set('reason', index, closeReasons.indexOf(reason) + 1)
    waiting.delete(index)
    joined.delete(columns.get('client', index))
  }

  /** The first half of a finish: nobody is expected to answer any more, but the session is open until rated. */
  function awaitVote(index: number, until: number): void {
    columns.set('status', index, statuses.indexOf('answered'))
    waiting.set(index, until)
    unscripted.add(index)
  }

  function handOver(index: number, { fromId, toId, fromLineId, toLineId }: HandOver): void {
    columns.set('operator', index, toId)
    // The first distribution is not a transfer.
    if (fromId !== 0) columns.set('transfers', index, columns.get('transfers', index) + 1)
    if (toLineId !== fromLineId) {
      if (!bornOn.has(index)) bornOn.set(index, fromLineId)
      columns.set('line', index, toLineId)
    }
    waiting.delete(index)
    // The script knows nothing of the new operator and would give the dialog back.
    unscripted.add(index)
  }

  function join(index: number, userId: number): void {
    const client = columns.get('client', index)
    joined.set(client, new Set([...(joined.get(client) ?? []), userId]))
  }

  function setVote(index: number, at: number, vote: Vote): void {
    columns.set('vote', index, votes.indexOf(vote))
    columns.set('voted', index, at)
  }

  /** `null` leaves that half as it was. */
  function setHeadVote(index: number, rating: number | null, comment: string | null): void {
    if (rating !== null) columns.set('voteHead', index, rating)
    if (comment !== null) comments.set(index, comment)
  }

  function happen(index: number, happening: Happening): void {
    const list = happenings.get(index)
    if (list === undefined) happenings.set(index, [happening])
    else list.push(happening)
  }

  function facts(index: number): SessionFacts {
    const lineId = bornOn.get(index) ?? columns.get('line', index)
    return {
      id: FIRST_SESSION_ID + index,
      created: columns.get('created', index),
      // Safe: rows are only ever added with a line and a channel of the lists.
      line: lines.find((line) => line.id === lineId) as Line,
      channel: channels[columns.get('channel', index)] as Channel,
    }
  }

  function plan(index: number): Plan {
    return planSession(context, facts(index))
  }

  function client(index: number): Client {
    const { line, channel } = facts(index)
    return clientProfile(context.seed, columns.get('client', index), line.language, channel)
  }

  /** Where the session is served now; `facts` have the line where it began. */
  function line(index: number): Line {
    const lineId = columns.get('line', index)
    return lines.find((item) => item.id === lineId) ?? facts(index).line
  }

  return {
    context,
    columns,
    size: columns.size,
    add,
    applyStep,
    countMessage,
    close,
    awaitVote,
    handOver,
    join,
    setVote,
    setHeadVote,
    happen,
    facts,
    plan,
    client,
    sealGenerated: () => {
      generated = columns.size()
    },
    /** Opened by hand: the live generator leaves the session alone. */
    markUnscripted: (index: number) => {
      unscripted.add(index)
    },
    isScripted: (index: number) => !unscripted.has(index),
    isGenerated: (index: number) => index < generated,
    happenings: (index: number): readonly Happening[] => happenings.get(index) ?? [],
    comment: (index: number): string | null => comments.get(index) ?? null,
    /** The index of a session, or null when there is none. */
    find: (id: number): number | null => (Number.isInteger(id) && id >= FIRST_SESSION_ID && id < FIRST_SESSION_ID + columns.size() ? id - FIRST_SESSION_ID : null),
    id: (index: number) => FIRST_SESSION_ID + index,
    clientCount: () => latest.length,
    latestOfClient: (client: number): number | null => latest[client] ?? null,
    line,
    hasMoved: (index: number) => bornOn.has(index),
    isAwaitingVote: (index: number) => waiting.has(index),
    /** Sessions whose wait for a rating is over, with the moment it ended. */
    overdue: (now: number) => [...waiting].filter(([, until]) => until <= now),
    /** Employees in the chat of a session beside its operator. */
    joined: (index: number): readonly number[] => [...(joined.get(columns.get('client', index)) ?? [])],
    channel: (index: number) => facts(index).channel,
    status: (index: number) => statuses[columns.get('status', index)] ?? 'new',
    closeReason: (index: number): CloseReason | null => closeReasons[columns.get('reason', index) - 1] ?? null,
    vote: (index: number): Vote => votes[columns.get('vote', index)] ?? 'none',
  }
}

export function orNull(value: number): number | null {
  return value === 0 ? null : value
}
