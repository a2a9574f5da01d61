import type { DetailedStatus, Direction } from '#contract/filters.ts'
import type { Message } from '#contract/transcripts.ts'

/** What only the conversation tells of a dialog. Times are whole seconds; null where there was nothing to measure. */
export type Metrics = {
  readonly direction: Direction | null
  /** How far an open dialog has come; of a closed one, how far it had. Null when nobody wrote and nobody took it. */
  readonly stage: Extract<DetailedStatus, 'taken' | 'waiting' | 'askedAgain' | 'answered' | 'closing'> | null
  readonly lastMessageAt: number | null
  readonly dialogTime: number | null
  readonly firstReply: number | null
  readonly botTime: number | null
  readonly totalReply: number | null
  readonly averageReply: number | null
  readonly longestReply: number | null
}

export type Measured = {
  /** Oldest first. */
  readonly messages: readonly Message[]
  readonly closedAt: number | null
  /** When an operator took the dialog; null when nobody did, or nobody tells. */
  readonly takenAt: number | null
  /** Whether the portal says that the operator has finished and it waits. */
  readonly isClosing: boolean
}

/** The portal's own times, from the messages. System lines are no messages here, and a bot's words are no answer. */
export function measure({ messages, closedAt, takenAt, isClosing }: Measured): Metrics {
  const written = messages.filter(({ authorKind }) => authorKind !== 'system')
  const replies = repliesIn(written)
  const total = replies.reduce((sum, reply) => sum + reply, 0)
  const last = written.at(-1)?.at ?? null
  return {
    direction: directionOf(written),
    stage: isClosing ? 'closing' : stageOf(written, takenAt),
    lastMessageAt: last,
    dialogTime: last === null ? null : seconds((written[0]?.at ?? last), last),
    firstReply: firstReply(written, closedAt),
    botTime: botTime(written),
    totalReply: replies.length === 0 ? null : total,
    averageReply: replies.length === 0 ? null : Math.round(total / replies.length),
    longestReply: replies.length === 0 ? null : Math.max(...replies),
  }
}

/** From the first message of each of the client's turns to the operator's next one. */
function repliesIn(written: readonly Message[]): number[] {
  const replies: number[] = []
  let askedAt: number | null = null
  for (const { authorKind, at } of written) {
    if (authorKind === 'client') askedAt ??= at
    if (authorKind !== 'operator' || askedAt === null) continue
    replies.push(seconds(askedAt, at))
    askedAt = null
  }
  return replies
}

/** Without an answer the client has waited until the close. */
function firstReply(written: readonly Message[], closedAt: number | null): number | null {
  const question = written.findIndex(({ authorKind }) => authorKind === 'client')
  const asked = written[question]
  if (!asked) return null
  const answeredAt = written.slice(question).find(({ authorKind }) => authorKind === 'operator')?.at ?? closedAt
  return answeredAt === null ? null : Math.max(0, seconds(asked.at, answeredAt))
}

/** Until an operator came in, or else until the bot's last word. */
function botTime(written: readonly Message[]): number | null {
  const operator = written.findIndex(({ authorKind }) => authorKind === 'operator')
  const alone = operator === -1 ? written : written.slice(0, operator)
  const first = alone.find(({ authorKind }) => authorKind === 'bot')
  const last = alone.findLast(({ authorKind }) => authorKind === 'bot')
  if (!first || !last) return null
  return seconds(first.at, written[operator]?.at ?? last.at)
}

function directionOf(written: readonly Message[]): Direction | null {
  const first = written.find(({ authorKind }) => authorKind !== 'bot')
  return first === undefined ? null : first.authorKind === 'client' ? 'in' : 'out'
}

function stageOf(written: readonly Message[], takenAt: number | null): Metrics['stage'] {
  const last = written.findLast(({ authorKind }) => authorKind !== 'bot')
  if (last?.authorKind === 'operator') return 'answered'
  if (last && written.some(({ authorKind }) => authorKind === 'operator')) return 'askedAgain'
  if (takenAt !== null && (last === undefined || last.at <= takenAt)) return 'taken'
  return last ? 'waiting' : null
}

function seconds(from: number, to: number): number {
  return Math.round((to - from) / 1000)
}
