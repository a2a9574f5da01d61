import { lines } from '../data/company.ts'
import { minutesAhead } from '../time-zone.ts'
import type { Rng } from '../rng.ts'
import type { CloseReason, Staff } from '../types.ts'
import type { Plan, PlanContext, SessionFacts } from './plan.ts'

export type Mood = 'happy' | 'plain' | 'angry'

export type Transfer = { readonly kind: 'transfer' | 'queue' | 'line'; readonly from: Staff; readonly to: Staff }

/** What will become of a dialog, before any word of it is written. */
export type Course = {
  readonly kind: 'talk' | 'spam' | 'unanswered'
  readonly mood: Mood
  readonly operator: Staff
  readonly transfers: readonly Transfer[]
  readonly originLineId: number
  /** Seconds from creation to the first answer by a person. */
  readonly wait: number
  readonly closeReason: CloseReason
  readonly pinned: boolean
  readonly vote: Plan['vote']
}

const NIGHT_ENDS = 9
const NIGHT_BEGINS = 21
const REPLY_LIMITED = ['whatsappbyedna', 'whatsappbytwilio', 'fbinstagramdirect', 'facebook', 'viber', 'avito']

export function drawCourse(rng: Rng, context: PlanContext, facts: SessionFacts): Course {
  const { line } = facts
  const queue = context.directory.queue(line.id, facts.created)
  const operator = rng.pick(queue)
  const fate = rng.next()
  const kind = fate < 0.03 ? 'spam' : fate < 0.065 ? 'unanswered' : 'talk'
  const wait = drawWait(rng, context, facts, operator)
  const transfers = kind === 'talk' ? drawTransfers(rng, context, facts, operator, queue) : []
  const closeReason = kind === 'talk' ? drawCloseReason(rng, facts) : kind === 'spam' ? 'spam' : 'auto'
  const vote = line.asksForVote && kind === 'talk' ? drawVote(rng, { operator, wait, transfers: transfers.length, closeReason, kpi: line.kpiSeconds }) : null
  const mood = vote === null ? rng.weighted([['happy', 45], ['plain', 47], ['angry', 8]] as const) : vote.value === 'like' ? (rng.chance(0.85) ? 'happy' : 'plain') : 'angry'
  const lineTransfer = transfers.find((transfer) => transfer.kind === 'line')
  return {
    kind,
    mood,
    operator,
    transfers,
    originLineId: lineTransfer === undefined ? line.id : originOf(lineTransfer.from, line.id),
    wait,
    closeReason,
    pinned: kind === 'talk' && closeReason === 'operator' && rng.chance(0.09),
    vote,
  }
}

/** Busy hours double the wait, nights may stretch it to the morning, and a few people are simply forgotten. */
function drawWait(rng: Rng, { timeZone }: PlanContext, { created }: SessionFacts, operator: Staff): number {
  const local = (created + minutesAhead(timeZone, created) * 60) % 86_400
  const hour = Math.floor(local / 3600)
  const night = hour < NIGHT_ENDS || hour >= NIGHT_BEGINS
  if (night && rng.chance(0.35)) {
    const untilMorning = hour < NIGHT_ENDS ? NIGHT_ENDS * 3600 - local : 86_400 - local + NIGHT_ENDS * 3600
    return untilMorning + rng.between(30, 1500)
  }
  if (rng.chance(0.03)) return rng.between(1200, 9000)
  const busy = (hour >= 10 && hour < 12) || (hour >= 17 && hour < 19)
  const median = 38 * operator.slowness * (night ? 3 : busy ? 1.7 : 1)
  return Math.min(7200, Math.max(6, Math.round(rng.longTail(median, 0.95))))
}

function drawTransfers(rng: Rng, { directory }: PlanContext, facts: SessionFacts, first: Staff, queue: readonly Staff[]): readonly Transfer[] {
  const wanted = rng.weighted([[0, 86], [1, 11], [2, 3]] as const)
  const transfers: Transfer[] = []
  let from = first
  for (let n = 0; n < wanted; n += 1) {
    const others = queue.filter((person) => person.id !== from.id)
    if (others.length === 0) break
    const to = rng.pick(others)
    transfers.push({ kind: rng.weighted([['transfer', 75], ['queue', 25]] as const), from, to })
    from = to
  }
  if (transfers.length > 0 || !rng.chance(0.02)) return transfers
  // A dialog that began on a sister line in the same language: somebody there sent it over.
  const sisters = lines.filter((line) => line.language === facts.line.language && line.id !== facts.line.id)
  const senders = sisters.flatMap((line) => directory.queue(line.id, facts.created)).filter((person) => !person.lineIds.includes(facts.line.id))
  return senders.length === 0 ? [] : [{ kind: 'line', from: rng.pick(senders), to: first }]
}

function originOf(sender: Staff, lineId: number): number {
  return sender.lineIds.find((id) => id !== lineId) ?? lineId
}

function drawCloseReason(rng: Rng, { channel }: SessionFacts): CloseReason {
  const reason = rng.weighted([['operator', 74], ['auto', 11], ['client', 12], ['replyLimit', 3]] as const)
  return reason === 'replyLimit' && !REPLY_LIMITED.includes(channel) ? 'operator' : reason
}

type VoteCauses = { readonly operator: Staff; readonly wait: number; readonly transfers: number; readonly closeReason: CloseReason; readonly kpi: number }

/** Whether the client rates at all, and what long waits, transfers and a silent ending do to the mark. */
function drawVote(rng: Rng, { operator, wait, transfers, closeReason, kpi }: VoteCauses): Plan['vote'] {
  const responds = closeReason === 'operator' ? 0.255 : closeReason === 'auto' ? 0.14 : 0.07
  if (!rng.chance(responds)) return null
  const displeasure =
    0.035 + operator.roughness + (wait > 900 ? 0.25 : 0) + (wait > kpi ? 0.05 : 0) + transfers * 0.12 + (closeReason === 'operator' ? 0 : 0.23)
  const afterClose = rng.chance(0.72) ? rng.between(8, 420) : rng.between(420, 30 * 3600)
  return { value: rng.chance(Math.min(0.85, displeasure)) ? 'dislike' : 'like', afterClose }
}
