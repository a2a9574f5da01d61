import type { Message } from '#contract/transcripts.ts'
import type { SessionHistory } from '#core/portal/portal.ts'
import { fullName } from './directory.ts'
import { eventOf } from './message-events.ts'
import { idSchema, type HistoryRecord } from './schemas.ts'
import { toSupervisorRating } from './session-mapping.ts'
import { chatOf, clientOf, findRating, toldByHistory } from './told.ts'

type HistoryMessage = HistoryRecord['message'][string]

/** Turns `imopenlines.session.history.get` into messages with their authors, oldest first. */
export function toSessionHistory(sessionId: number, record: HistoryRecord): SessionHistory {
  const messages = withRating(toMessages(record), sessionId, record)
  const held = chatOf(record)?.entityData1
  return {
    sessionId,
    messages,
    canRate: record.canVoteHead,
    supervisorRating: toSupervisorRating(record.sessionVoteHead),
    supervisorComment: record.sessionCommentHead,
    isClosing: held?.sessionId === sessionId && held.isWaiting,
    clientName: userName(clientOf(record)?.user) ?? nameInTitle(record),
    told: toldByHistory(sessionId, record, messages),
  }
}

function toMessages(record: HistoryRecord): readonly Message[] {
  const byId = Object.values(record.message).toSorted((left, right) => left.id - right.id)
  let lastAt = 0
  const messages = byId.map(message => {
    // A message without a readable date stands where its id puts it.
    lastAt = message.date ?? lastAt
    const event = eventOf(message)
    return { id: message.id, at: lastAt, ...author(message, record), text: message.text, files: files(message, record), ...(event === null ? {} : { event }) }
  })
  return messages.toSorted((left, right) => left.at - right.at || left.id - right.id)
}

/** The moment of the client's rating is marked on the one message that tells it. */
function withRating(messages: readonly Message[], sessionId: number, record: HistoryRecord): readonly Message[] {
  const rating = findRating(sessionId, record, messages)
  return rating === null ? messages : messages.map(message => message.id === rating.messageId ? { ...message, clientRating: rating.value } : message)
}

function author({ senderid: authorId }: HistoryMessage, { users }: HistoryRecord): Pick<Message, 'authorKind' | 'authorId' | 'authorName'> {
  if (authorId <= 0) return { authorKind: 'system', authorId: 0, authorName: '' }
  const user = users[String(authorId)]
  const authorKind = user?.connector === true ? 'client' : user?.bot === true ? 'bot' : 'operator'
  return { authorKind, authorId, authorName: userName(user) ?? `User ${authorId}` }
}

/** A chat is named "client - line"; the line's name may hold a dash of its own. */
function nameInTitle({ chat }: HistoryRecord): string | null {
  const title = Object.values(chat)[0]?.name ?? ''
  return title.includes(' - ') ? fullName(title.split(' - ')[0] ?? '') : null
}

function userName(user: HistoryRecord['users'][string] | undefined): string | null {
  return user === undefined ? null : (fullName(user.name) ?? fullName(user.firstName, user.lastName))
}

function files({ params }: HistoryMessage, record: HistoryRecord): Message['files'] {
  // The history re-cases parameter names; other methods leave them in capitals.
  const value = params['fileId'] ?? params['FILE_ID'] ?? []
  const ids: readonly unknown[] = typeof value === 'object' && value !== null ? Object.values(value) : [value]
  return ids.filter(id => typeof id === 'number' || typeof id === 'string').map(id => {
    const file = record.files[String(id)]
    return { ...fileId(id), name: file?.name || `file ${id}`, type: file?.type || 'file', size: Math.max(0, file?.size ?? 0) }
  })
}

/** Without a usable number there is just nothing to fetch. */
function fileId(id: number | string): { readonly id?: number } {
  const known = idSchema.safeParse(id)
  return known.success ? { id: known.data } : {}
}
