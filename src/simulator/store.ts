import { createColumns } from './columns.ts'
import { createOrders } from './orders.ts'
import { channels, closeReasons, crmTypes, statuses, votes } from './types.ts'
import { planSession } from './generate/plan.ts'
import { clientProfile } from './generate/clients.ts'
import type { Client } from './generate/clients.ts'
import type { Act, Plan, PlanContext, SessionFacts, Step } from './generate/plan.ts'
import type { Channel, CloseReason, Line, Vote } from './types.ts'

export const FIRST_SESSION_ID = 100_001

/** Something said or done after the anchor: either a step of the session's own script, by the operator it had by then, or free words. */
export type Happening =
  | { readonly at: number; readonly step: number; readonly operatorId?: number }
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
  const orders = createOrders(columns)
  const comments = new Map<number, string>()
  /** Ratings whose number was told; that of the others follows from the seed. */
  const stars = new Map<number, number>()
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
  let goneCount = 0

  function add({ created, line, channel, client }: NewSession): number {
    const index = columns.append()
    // Rows lie in order of creation, even when the portal's clock has been put back.
    columns.set('created', index, index === 0 ? created : Math.max(created, columns.get('created', index - 1)))
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

  /** A rating that comes after the close: the session is open again, but only until the moment `until`. */
  function reopen(index: number, until: number): void {
    columns.set('closed', index, 0)
    columns.set('reason', index, 0)
    awaitVote(index, until)
  }

  /** The first half of a finish: nobody is expected to answer any more, but the session is open until rated. */
  function awaitVote(index: number, until: number): void {
    columns.set('status', index, statuses.indexOf('answered'))
    waiting.set(index, until)
    unscripted.add(index)
  }

  function handOver(index: number, { fromId, toId, initiatorId, fromLineId, toLineId }: HandOver): void {
    columns.set('operator', index, toId)
    // The first distribution is not a transfer.
    if (fromId !== 0) columns.set('transfers', index, columns.get('transfers', index) + 1)
    if (toLineId !== fromLineId) {
      if (!bornOn.has(index)) bornOn.set(index, fromLineId)
      columns.set('line', index, toLineId)
    }
    waiting.delete(index)
    // Whoever took the dialog for himself writes himself; a colleague it was given to carries the script on.
    if (toId === initiatorId) unscripted.add(index)
  }

  function join(index: number, userId: number): void {
    const client = columns.get('client', index)
    joined.set(client, new Set([...(joined.get(client) ?? []), userId]))
  }

  function setVote(index: number, at: number, vote: Vote, given?: number): void {
    if (given === undefined) stars.delete(index)
    else stars.set(index, given)
    columns.set('vote', index, votes.indexOf(vote))
    columns.set('voted', index, at)
  }

  /** `null` leaves that half as it was. */
  function setHeadVote(index: number, rating: number | null, comment: string | null): void {
    if (rating !== null) columns.set('voteHead', index, rating)
    if (comment !== null) comments.set(index, comment)
  }

  /** Somebody deleted the session: no list and no method knows it any more. */
  function remove(index: number): void {
    if (columns.get('gone', index) === 0) goneCount += 1
    columns.set('gone', index, 1)
    waiting.delete(index)
    unscripted.add(index)
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
      line: context.directory.line(lineId) as Line,
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
    return context.directory.line(columns.get('line', index)) ?? facts(index).line
  }

  return {
    context,
    columns,
    orders,
    size: columns.size,
    add,
    applyStep,
    countMessage,
    close,
    awaitVote,
    reopen,
    handOver,
    join,
    setVote,
    setHeadVote,
    remove,
    happen,
    facts,
    plan,
    client,
    sealGenerated: () => {
      generated = columns.size()
      // Sorted now, at the start, rather than while somebody waits for the first list.
      for (const order of Object.values(orders)) order.rows()
    },
    /** Opened by hand: the live generator leaves the session alone. */
    markUnscripted: (index: number) => {
      unscripted.add(index)
    },
    isScripted: (index: number) => !unscripted.has(index),
    isGenerated: (index: number) => index < generated,
    happenings: (index: number): readonly Happening[] => happenings.get(index) ?? [],
    comment: (index: number): string | null => comments.get(index) ?? null,
    starsGiven: (index: number): number | null => stars.get(index) ?? null,
    /** The index of a session, or null when there is none. */
    find: (id: number): number | null => {
      const index = id - FIRST_SESSION_ID
      return Number.isInteger(id) && index >= 0 && index < columns.size() && columns.get('gone', index) === 0 ? index : null
    },
    isGone: (index: number) => goneCount > 0 && columns.get('gone', index) !== 0,
    hasGone: () => goneCount > 0,
    id: (index: number) => FIRST_SESSION_ID + index,
    clientCount: () => latest.length,
    latestOfClient: (client: number): number | null => {
      const index = latest[client]
      return index === undefined || columns.get('gone', index) !== 0 ? null : index
    },
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
