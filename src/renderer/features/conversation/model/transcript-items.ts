import type { Message } from '#contract/transcripts.ts'

/** The transcript as it is drawn, one entry a line: days, pauses, marks, and messages in runs by one author. */
export type TranscriptItem =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | {
    readonly kind: 'gap'
    readonly key: string
    /** `waited`: until the first answer; `silence`: a later wait of the client; `pause`: nobody was waiting. */
    readonly cause: 'waited' | 'silence' | 'pause'
    readonly seconds: number
    /** Later than the line's target, or simply long. */
    readonly isLong: boolean
    /** The longest wait of this conversation. */
    readonly isLongest: boolean
  }
  | { readonly kind: 'bot'; readonly key: string; readonly messages: number; readonly seconds: number }
  | { readonly kind: 'system'; readonly key: string; readonly message: Message }
  | { readonly kind: 'rating'; readonly key: string; readonly at: number; readonly rating: number }
  | {
    readonly kind: 'message'
    readonly key: string
    readonly side: 'client' | 'operator'
    readonly message: Message
    /** The first of a run: it names its author. */
    readonly opens: boolean
  }

export type TranscriptFacts = {
  /** The longest that a client's message waited for an operator, seconds; null when nothing was answered. */
  readonly longestSilence: number | null
  readonly fromClient: number
  readonly fromOperators: number
}

type Options = {
  /** A calendar day of the report zone: equal numbers are the same day. */
  readonly dayNumber: (at: number) => number
  /** The line's target for the first answer was missed: then even a short first wait counts as long. */
  readonly firstAnswerLate: boolean
  /** What the list knows of the client's rating: portals need not mark it on a message. */
  readonly rated: { readonly at: number; readonly rating: number } | null
}

type Wait = { readonly seconds: number; readonly first: boolean; readonly isLongest: boolean }

const SHORTEST_DRAWN_SECONDS = 60
const LONG_WAIT_SECONDS = 5 * 60
const PAUSE_SECONDS = 60 * 60
/** Messages of one author further apart than this begin a new run with its own time. */
const RUN_MS = 5 * 60_000

/** An operator ends the wait; a bot does not, the client still waits for a person. By the id of the answering message. */
export function waits(messages: readonly Message[]): ReadonlyMap<number, Wait> {
  const found = new Map<number, Wait>()
  let since: number | null = null
  let answered = false
  let longest = 0
  for (const { id, at, authorKind } of messages) {
    if (authorKind === 'client') since ??= at
    if (authorKind !== 'operator') continue
    if (since !== null) {
      const seconds = Math.max(0, Math.round((at - since) / 1000))
      longest = Math.max(longest, seconds)
      found.set(id, { seconds, first: !answered, isLongest: false })
    }
    since = null
    answered = true
  }
  const [longestId] = [...found].find(([, { seconds }]) => seconds === longest) ?? []
  const wait = longestId === undefined ? undefined : found.get(longestId)
  if (longestId !== undefined && wait) found.set(longestId, { ...wait, isLongest: true })
  return found
}

export function transcriptFacts(messages: readonly Message[]): TranscriptFacts {
  const longest = [...waits(messages).values()].find(({ isLongest }) => isLongest)
  return {
    longestSilence: longest?.seconds ?? null,
    fromClient: messages.filter(({ authorKind }) => authorKind === 'client').length,
    fromOperators: messages.filter(({ authorKind }) => authorKind === 'operator').length,
  }
}

export function transcriptItems(messages: readonly Message[], { dayNumber, firstAnswerLate, rated }: Options): TranscriptItem[] {
  const items: TranscriptItem[] = []
  const answers = waits(messages)
  const bots = botParts(messages)
  let untold = messages.some(({ clientRating }) => clientRating !== undefined) ? null : rated
  let previous: Message | undefined
  let day: number | undefined

  function openDay(at: number, key: string): void {
    if (day !== dayNumber(at)) items.push({ kind: 'day', key: `day-${key}`, at })
    day = dayNumber(at)
  }

  function tellRating(before: number): void {
    if (untold === null || untold.at >= before) return
    openDay(untold.at, 'rating')
    items.push({ kind: 'rating', key: 'rating', ...untold })
    untold = null
  }

  for (const message of messages) {
    tellRating(message.at)
    openDay(message.at, String(message.id))
    const gap = gapBefore(message, previous, { wait: answers.get(message.id), firstAnswerLate })
    if (gap) items.push(gap)
    const bot = bots.get(message.id)
    if (bot) items.push({ kind: 'bot', key: `bot-${message.id}`, ...bot })
    items.push(drawn(message, items.at(-1)))
    if (message.clientRating !== undefined) items.push({ kind: 'rating', key: `rating-${message.id}`, at: message.at, rating: message.clientRating })
    previous = message
  }
  tellRating(Infinity)
  return items
}

/** Where the client begins to speak, by place in the list: what a reader jumps between. */
export function clientTurns(items: readonly TranscriptItem[]): number[] {
  const turns: number[] = []
  let speaker: 'client' | 'operator' | null = null
  items.forEach((item, index) => {
    if (item.kind !== 'message') return
    if (item.side === 'client' && speaker !== 'client') turns.push(index)
    speaker = item.side
  })
  return turns
}

function gapBefore(
  message: Message, previous: Message | undefined, { wait, firstAnswerLate }: { readonly wait: Wait | undefined; readonly firstAnswerLate: boolean },
): TranscriptItem | null {
  const key = `gap-${message.id}`
  if (wait !== undefined) {
    const { seconds, first, isLongest } = wait
    const isLong = seconds >= LONG_WAIT_SECONDS || (first && firstAnswerLate && seconds > 0)
    const isDrawn = isLong || ((first || isLongest) && seconds >= SHORTEST_DRAWN_SECONDS)
    return isDrawn ? { kind: 'gap', key, cause: first ? 'waited' : 'silence', seconds, isLong, isLongest } : null
  }
  if (previous === undefined || message.authorKind === 'system') return null
  const seconds = Math.round((message.at - previous.at) / 1000)
  return seconds >= PAUSE_SECONDS ? { kind: 'gap', key, cause: 'pause', seconds, isLong: false, isLongest: false } : null
}

function drawn(message: Message, last: TranscriptItem | undefined): TranscriptItem {
  if (message.authorKind === 'system') return { kind: 'system', key: `system-${message.id}`, message }
  const opens = last?.kind !== 'message' || !isSameRun(last.message, message)
  return { kind: 'message', key: `message-${message.id}`, side: message.authorKind === 'client' ? 'client' : 'operator', message, opens }
}

function isSameRun(before: Message, after: Message): boolean {
  return before.authorKind === after.authorKind && before.authorId === after.authorId && after.at - before.at <= RUN_MS
}

/** A talk with the bot, from its first word until an operator comes in. One greeting alone is no talk. By the id of its first message. */
function botParts(messages: readonly Message[]): ReadonlyMap<number, { readonly messages: number; readonly seconds: number }> {
  const parts = new Map<number, { messages: number; seconds: number }>()
  let said: Message[] = []
  const end = (): void => {
    const [first, last] = [said[0], said.at(-1)]
    if (first && last && said.length > 1) parts.set(first.id, { messages: said.length, seconds: Math.round((last.at - first.at) / 1000) })
    said = []
  }
  for (const message of messages) {
    if (message.authorKind === 'bot') said.push(message)
    if (message.authorKind === 'operator') end()
  }
  end()
  return parts
}
