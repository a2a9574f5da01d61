import type { DialogFilter, DialogRow, DialogSort, Hideable } from '#contract/dialogs.ts'
import type { BlindMode } from '#contract/review.ts'
import type { Message, Transcript } from '#contract/transcripts.ts'

export const hiddenBy: Readonly<Record<BlindMode, readonly Hideable[]>> = {
  off: [], rating: ['clientRating'], operator: ['clientRating', 'operator'],
}

/** An open alert would tell a low rating, and a rating's date that there is one. */
export function hideInRow(row: DialogRow, mode: BlindMode): DialogRow {
  const hidden = [...hiddenBy[mode]]
  if (hidden.length === 0) return row
  const withoutRating = { ...row, clientRating: null, ratedAt: null, alertState: null, hidden }
  return mode === 'operator' ? { ...withoutRating, operatorId: null, operatorName: null, department: null } : withoutRating
}

/** Whether the list's contents or order would tell what is hidden; a condition or column not known here is taken to do so. */
export function tellsHidden({ filter, sort }: { readonly filter: DialogFilter; readonly sort: DialogSort }, mode: BlindMode): boolean {
  if (mode === 'off') return false
  const told = Object.entries(filter).filter(([, value]) => isSet(value)).map(([key]) => key)
  const columns = [sort, ...sort.thenBy ?? []].map(({ column }) => column)
  if (filter.period?.field === 'rated') return true
  const harmless = mode === 'rating' ? [...harmlessAlways, ...harmlessWithOperator] : harmlessAlways
  return [...told, ...columns].some(name => !harmless.includes(name))
}

/** Conditions of a filter and columns of a list. */
const harmlessAlways: readonly string[] = [
  'statuses', 'generalStatuses', 'detailedStatuses', 'closeReasons', 'lineIds', 'sources', 'directions', 'supervisorRatings', 'comments', 'kpi',
  'spam', 'pinned', 'crm', 'form', 'reviewers', 'marked', 'flagged', 'unsent', 'evidence', 'not', 'comment', 'ranges', 'period',
  'id', 'client', 'generalStatus', 'detailedStatus', 'status', 'closeReason', 'source', 'line', 'direction', 'crmEntityType',
  'supervisorRating', 'supervisorComment', 'review', 'ownRating', 'ratingState', 'kpiFirstAnswer', 'createdAt', 'firstAnswerAt',
  'operatorAnswerAt', 'lastMessageAt', 'closedAt', 'changedAt', 'waitAnswer', 'waitTaken', 'waitClose', 'dialogTime', 'firstReply', 'botTime',
  'totalReply', 'averageReply', 'longestReply', 'messageCount', 'transfers',
]
/** Not so a search: it looks into the lines that a conversation is shown without. */
const harmlessWithOperator: readonly string[] = ['operatorIds', 'departmentIds', 'operator', 'department']

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== '' && value !== false
}

/** `staff`: the names of everybody who may have served the client. */
export function hideInTranscript(transcript: Transcript, mode: BlindMode, staff: readonly string[]): Transcript {
  if (mode === 'off') return transcript
  const messages = withoutRating(transcript.messages)
  return { ...transcript, messages: mode === 'operator' ? withoutOperators(messages, staff) : messages }
}

const ratingMark = /\[(?:dis)?like\]/gi
const ratingNumber = /^\s*[0-5]\s*$/

function withoutRating(messages: readonly Message[]): Message[] {
  let asked = false
  return messages.flatMap(message => {
    // A late rating opens the dialog once more, and the portal says so.
    if (message.event === 'reopened') return []
    const { clientRating, ...rest } = message
    const isAnswer = asked && ratingNumber.test(message.text)
    // What the portal says next may be its thanks for a good rating, or its regret about a bad one.
    if (asked && message.authorKind === 'system' && message.event === undefined) return []
    if (message.event === 'rating-asked') asked = true
    const isFromClient = message.authorKind === 'client' || message.authorKind === 'system'
    const text = message.text.replaceAll(ratingMark, '')
    const isRating = message.event === undefined && (clientRating !== undefined || isAnswer || text.trim() !== message.text.trim())
    return isFromClient && isRating ? [] : [{ ...rest, text }]
  })
}

const placeholder = '…'
const userTag = /\[user=\d+[^\]]*\][^[]*\[\/user\]/gi
/** Shorter parts of names are ordinary words too often. */
const namePartLength = 3

function withoutOperators(messages: readonly Message[], staff: readonly string[]): Message[] {
  const authors = messages.filter(({ authorKind }) => authorKind === 'operator').map(({ authorName }) => authorName)
  const parts = authors.flatMap(name => name.split(/\s+/)).filter(part => part.length >= namePartLength)
  const names = namesPattern([...staff, ...authors, ...parts])
  return messages.map(message => ({
    ...message,
    ...(message.authorKind === 'operator' ? { authorId: 0, authorName: '' } : {}),
    text: mask(message.text.replaceAll(userTag, placeholder), names),
  }))
}

function namesPattern(names: readonly string[]): RegExp | null {
  // The longest first, so that a whole name is not left with its tail.
  const known = [...new Set(names.map(name => name.trim()).filter(name => name !== ''))].toSorted((a, b) => b.length - a.length)
  return known.length === 0 ? null : new RegExp(`(?<![\\p{L}\\d])(?:${known.map(inAnyCase).join('|')})(?![\\p{L}\\d])`, 'giu')
}

/** Endings of Russian names in the singular, for what is left of one without its own. */
const ending = '(?:а|я|ы|и|е|у|ю|й|ь|ой|ей|ою|ею|ом|ем|ым|им|ого|его|ому|ему|ый|ий|ая|яя|ую|юю)?'

/** «Анна Петрова», «Анне Петровой», «Анну Петрову». */
function inAnyCase(name: string): string {
  return name.split(/\s+/).map(word => (/^\p{Script=Cyrillic}{3,}$/u.test(word) ? literally(word.replace(/(?:[ыи]й|[ая]я|[аяйь])$/u, '')) + ending : literally(word))).join('\\s+')
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

function mask(text: string, names: RegExp | null): string {
  return names === null ? text : text.replaceAll(names, placeholder)
}
