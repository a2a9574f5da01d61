import type { Message } from '#contract/transcripts.ts'

/** The transcript as it is drawn: days, pauses, and runs of messages by one author. */
export type TranscriptItem =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | {
    readonly kind: 'gap'
    readonly key: string
    /** `waited`: until the first answer; `silence`: a later wait of the client; `pause`: nobody was waiting. */
    readonly cause: 'waited' | 'silence' | 'pause'
    readonly seconds: number
  }
  | { readonly kind: 'system'; readonly key: string; readonly message: Message }
  | { readonly kind: 'group'; readonly key: string; readonly side: 'client' | 'operator'; readonly messages: readonly Message[] }

export type TranscriptFacts = {
  /** The longest that a client's message waited for an operator, seconds; null when nothing was answered. */
  readonly longestSilence: number | null
  readonly fromClient: number
  readonly fromOperators: number
}

type Options = {
  /** A calendar day of the report zone: equal numbers are the same day. */
  readonly dayNumber: (at: number) => number
  /** The line's target for the first answer was missed: then even a short first wait is drawn. */
  readonly firstAnswerLate: boolean
}

const LONG_WAIT_SECONDS = 5 * 60
const PAUSE_SECONDS = 60 * 60
/** Messages of one author further apart than this begin a new run with its own time. */
const RUN_MS = 5 * 60_000
/** A run is drawn whole: a flood by one author must not become one huge element. */
const RUN_LENGTH = 50

/** An operator ends the wait; a bot does not, the client still waits for a person. */
export function waits(messages: readonly Message[]): ReadonlyMap<number, { readonly seconds: number; readonly first: boolean }> {
  const found = new Map<number, { seconds: number; first: boolean }>()
  let since: number | null = null
  let answered = false
  for (const { id, at, authorKind } of messages) {
    if (authorKind === 'client') since ??= at
    if (authorKind !== 'operator') continue
    if (since !== null) found.set(id, { seconds: Math.max(0, Math.round((at - since) / 1000)), first: !answered })
    since = null
    answered = true
  }
  return found
}

export function transcriptFacts(messages: readonly Message[]): TranscriptFacts {
  const seconds = [...waits(messages).values()].map(wait => wait.seconds)
  return {
    longestSilence: seconds.length === 0 ? null : seconds.reduce((longest, wait) => Math.max(longest, wait)),
    fromClient: messages.filter(({ authorKind }) => authorKind === 'client').length,
    fromOperators: messages.filter(({ authorKind }) => authorKind === 'operator').length,
  }
}

export function transcriptItems(messages: readonly Message[], { dayNumber, firstAnswerLate }: Options): TranscriptItem[] {
  const items: TranscriptItem[] = []
  const answers = waits(messages)
  let previous: Message | undefined
  for (const message of messages) {
    if (previous === undefined || dayNumber(previous.at) !== dayNumber(message.at)) {
      items.push({ kind: 'day', key: `day-${message.id}`, at: message.at })
    }
    const gap = gapBefore(message, previous, answers, firstAnswerLate)
    if (gap) items.push(gap)
    addMessage(items, message)
    previous = message
  }
  return items
}

function gapBefore(
  message: Message, previous: Message | undefined, answers: ReturnType<typeof waits>, firstAnswerLate: boolean,
): TranscriptItem | null {
  const key = `gap-${message.id}`
  const wait = answers.get(message.id)
  if (wait !== undefined) {
    const drawn = wait.seconds >= LONG_WAIT_SECONDS || (wait.first && firstAnswerLate && wait.seconds > 0)
    return drawn ? { kind: 'gap', key, cause: wait.first ? 'waited' : 'silence', seconds: wait.seconds } : null
  }
  if (previous === undefined || message.authorKind === 'system') return null
  const seconds = Math.round((message.at - previous.at) / 1000)
  return seconds >= PAUSE_SECONDS ? { kind: 'gap', key, cause: 'pause', seconds } : null
}

function addMessage(items: TranscriptItem[], message: Message): void {
  if (message.authorKind === 'system') {
    items.push({ kind: 'system', key: `system-${message.id}`, message })
    return
  }
  const last = items.at(-1)
  const author = last?.kind === 'group' ? last.messages.at(-1) : undefined
  if (last?.kind === 'group' && last.messages.length < RUN_LENGTH && author && sameRun(author, message)) {
    items[items.length - 1] = { ...last, messages: [...last.messages, message] }
    return
  }
  const side = message.authorKind === 'client' ? 'client' : 'operator'
  items.push({ kind: 'group', key: `group-${message.id}`, side, messages: [message] })
}

function sameRun(before: Message, after: Message): boolean {
  return before.authorKind === after.authorKind && before.authorId === after.authorId && after.at - before.at <= RUN_MS
}
