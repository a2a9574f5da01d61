import type { Message } from '#contract/transcripts.ts'
import type { ToldByHistory } from '#core/portal/portal.ts'
import type { HistoryRecord } from './schemas.ts'
import { toClientRating } from './session-mapping.ts'

type Params = HistoryRecord['message'][string]['params']

/**
 * What a conversation says of its session where no list says it. The portal documents the messages, but not the marks of
 * a client's rating among their parameters: whatever is missing or strange there means "not rated".
 */
export function toldByHistory(sessionId: number, record: HistoryRecord, messages: readonly Message[]): ToldByHistory {
  const chatId = chatIdOf(record)
  const chat = chatOf(record)
  const current = chat?.entityData1?.sessionId ?? null
  const client = clientOf(record)
  const operatorId = findOperator({ owner: chat?.owner ?? 0, isCurrent: current === null ? null : current === sessionId, record, messages })
  const rating = findRating(sessionId, record, messages)
  return {
    ...(chatId === null ? {} : { chatId }),
    ...(client === null ? {} : { clientId: client.id }),
    ...(operatorId === undefined ? {} : { operatorId }),
    ...(chat === undefined || chat.entityId === '' ? {} : { userCode: chat.entityId }),
    ...(current === null ? {} : { closedAt: current === sessionId ? null : endOf(record, messages) }),
    ...answersIn(messages),
    messageCount: messages.filter(({ authorKind }) => authorKind !== 'system').length,
    clientRating: rating?.value ?? null,
    ratedAt: rating?.at ?? null,
  }
}

function chatIdOf({ chatId, chat }: HistoryRecord): number | null {
  return chatId ?? Object.values(chat).find(({ id }) => id !== null)?.id ?? null
}

/** The chat as it is now: it may hold a later session already. */
export function chatOf(record: HistoryRecord): HistoryRecord['chat'][string] | undefined {
  return record.chat[String(chatIdOf(record))] ?? Object.values(record.chat)[0]
}

/** The one who wrote, should an old client of the same chat be listed too. */
export function clientOf({ message, users }: HistoryRecord): { readonly id: number; readonly user: HistoryRecord['users'][string] } | null {
  const clients = Object.entries(users).map(([id, user]) => ({ id: Number(id), user })).filter(({ id, user }) => user.connector && id > 0)
  const senders = new Set(Object.values(message).map(({ senderid }) => senderid))
  return clients.find(({ id }) => senders.has(id)) ?? clients[0] ?? null
}

/** The chat's owner while it holds the session; afterwards whoever of the staff wrote last. Undefined when nobody can tell. */
function findOperator({ owner, isCurrent, record, messages }: {
  readonly owner: number
  readonly isCurrent: boolean | null
  readonly record: HistoryRecord
  readonly messages: readonly Message[]
}): number | null | undefined {
  const isServed = owner > 0 && record.users[String(owner)]?.bot !== true
  if (isCurrent !== false && isServed) return owner
  if (isCurrent === true) return null
  return messages.findLast(({ authorKind }) => authorKind === 'operator')?.authorId
}

/** The client waits for a person: a bot's greeting within a second would make every line look perfect. */
function answersIn(messages: readonly Message[]): Pick<ToldByHistory, 'firstAnswerAt' | 'operatorAnswerAt' | 'waitAnswer'> {
  const question = messages.findIndex(({ authorKind }) => authorKind === 'client')
  const answers = question === -1 ? [] : messages.slice(question).filter(({ authorKind }) => authorKind === 'operator' || authorKind === 'bot')
  const operatorAnswerAt = answers.find(({ authorKind }) => authorKind === 'operator')?.at ?? null
  const askedAt = messages[question]?.at ?? 0
  return {
    firstAnswerAt: answers[0]?.at ?? null,
    operatorAnswerAt,
    waitAnswer: operatorAnswerAt === null ? null : Math.round((operatorAnswerAt - askedAt) / 1000),
  }
}

/** The closing message's date; of the last message where none is marked as closing. */
function endOf(record: HistoryRecord, messages: readonly Message[]): number | null {
  const isEnd = ({ id }: Message) => String(param(record.message[String(id)]?.params, 'class') ?? '').endsWith('-ol-end')
  return (messages.findLast(isEnd) ?? messages.at(-1))?.at ?? null
}

/**
 * The closing message names the rating; before it exists, the buttons of the request remember which was pressed, and
 * channels without buttons have the answer itself as a message.
 */
export function findRating(sessionId: number, record: HistoryRecord, messages: readonly Message[]): { readonly value: number; readonly at: number; readonly messageId: number } | null {
  const newestFirst = messages.toSorted((left, right) => right.id - left.id)
  const marks = newestFirst.map(message => ({ at: message.at, messageId: message.id, ...marksOf(sessionId, message, record.message[String(message.id)]?.params) }))
  const named = marks.find(({ isClosing }) => isClosing)?.named ?? null
  const value = named ?? firstOf(marks.map(({ pressed }) => pressed)) ?? firstOf(marks.map(({ answered }) => answered))
  if (value === null) return null
  // The answer has the exact moment, and the first closing message with this rating is nearer to it than a later one.
  const carrier = marks.find(({ answered }) => answered === value) ?? marks.findLast(mark => mark.named === value) ?? marks.find(({ pressed }) => pressed === value)
  return carrier === undefined ? null : { value, at: carrier.at, messageId: carrier.messageId }
}

function marksOf(sessionId: number, { authorKind, text }: Message, params: Params | undefined) {
  const isClosing = Number(param(params, 'imolvotesid')) === sessionId
  return {
    isClosing,
    named: isClosing ? toClientRating(param(params, 'imolvoteuser')) : null,
    pressed: ratingWord(param(params, 'imolvote')),
    // Operators may write such a word, too.
    answered: authorKind === 'client' || authorKind === 'system' ? ratingWord(/^\s*\[(\w+)\]/.exec(text)?.[1]) : null,
  }
}

function firstOf(values: readonly (number | null)[]): number | null {
  return values.find(value => value !== null) ?? null
}

/** Words alone: a number in the request's parameter is the session that waits for a rating. */
function ratingWord(value: unknown): number | null {
  const word = typeof value === 'string' ? value.toLowerCase() : ''
  return word === 'like' || word === 'dislike' ? toClientRating(word) : null
}

/** The history re-cases parameter names, other methods leave `IMOL_VOTE_SID`. */
export function param(params: Params | undefined, name: string): unknown {
  return Object.entries(params ?? {}).find(([key]) => key.replaceAll('_', '').toLowerCase() === name)?.[1]
}
