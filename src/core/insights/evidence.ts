import type { DialogRow } from '#contract/dialogs.ts'
import type { Evidence, EvidenceKind } from '#contract/insights.ts'
import type { Message } from '#contract/transcripts.ts'
import { fold } from '../names/fold.ts'
import { displeasureIn } from './negative-words.ts'

export type EvidenceSession = Pick<DialogRow, 'kpiFirstAnswer' | 'closeReason' | 'transfers' | 'closedAt'> & {
  /** When the same client's next dialog began; null when there is none here. */
  readonly nextCreatedAt: number | null
}

type Rule = (messages: readonly Message[], session: EvidenceSession) => Evidence | null

const MINUTE = 60
const DAY = 86_400

/** Why the client may be displeased, likeliest first. `messages`: oldest first. Nothing here asks anybody anything. */
export function evidenceIn(messages: readonly Message[], session: EvidenceSession): Evidence[] {
  return rules.flatMap(rule => rule(messages, session) ?? []).sort((a, b) => b.strength - a.strength)
}

function found(kind: EvidenceKind, strength: number, rest: Partial<Omit<Evidence, 'kind' | 'strength'>>): Evidence {
  return { kind, strength: Math.round(Math.min(1, strength) * 100) / 100, messageId: null, seconds: null, count: null, words: null, ...rest }
}

/** From 0 towards 1 as a wait grows; half the way at `half` seconds. */
function grown(seconds: number, half: number): number {
  return seconds / (seconds + half)
}

type Wait = { readonly seconds: number; readonly from: Message; readonly first: boolean }

/** Every time that the client waited for a person: from the first unanswered message on. Thanks wait for nothing, an "ok" may. */
function waitsOf(messages: readonly Message[]): Wait[] {
  const waits: Wait[] = []
  let since: Message | null = null
  let answered = false
  for (const message of messages) {
    if (message.authorKind === 'client' && !(answered && isThanks(message))) since ??= message
    if (message.authorKind !== 'operator') continue
    if (since !== null) waits.push({ seconds: Math.round((message.at - since.at) / 1000), from: since, first: !answered })
    since = null
    answered = true
  }
  return waits
}

const lateAnswer: Rule = (messages, { kpiFirstAnswer }) => {
  const wait = waitsOf(messages).find(({ first }) => first)
  if (wait === undefined || kpiFirstAnswer === true) return null
  if (kpiFirstAnswer === null && wait.seconds < 10 * MINUTE) return null
  const strength = 0.5 + 0.45 * grown(wait.seconds, 20 * MINUTE)
  return found('late-answer', strength, { messageId: wait.from.id, seconds: wait.seconds })
}

const silence: Rule = messages => {
  const later = waitsOf(messages).filter(({ first }) => !first)
  const longest = later.reduce<Wait | null>((most, wait) => (most === null || wait.seconds > most.seconds ? wait : most), null)
  if (longest === null || longest.seconds < 5 * MINUTE) return null
  return found('silence', 0.25 + 0.7 * grown(longest.seconds, 20 * MINUTE), { messageId: longest.from.id, seconds: longest.seconds })
}

const courtesy = /^(?:(?:ок|окей|ok|okay|k|хорошо|ладно|ясно|понятно|понял|поняла|принято|спасибо|благодарю|спс|большое|всего|доброго|вам|и|тоже|давайте|отлично|супер|класс|да|угу|готово|thanks|thank|you|thx|great|good|fine|sure|alright|got|it|perfect|cool|yes|yep|bye|done|очень|very|much|a|lot|so|хорошего|дня|до|свидания|пожалуйста)(?![\p{L}\d])[\s.,!)(]*)+$/u

/** Thanks, consent and emoji, and the answer to a request for a rating. */
function isCourtesy({ text, files }: Message): boolean {
  if (files.length > 0) return false
  const said = fold(text)
  return courtesy.test(said) || /^[\d\s]?$/.test(said) || /^\[(?:dis)?like\]/.test(said) || !/[\p{L}\d]/u.test(said) && !said.includes('?')
}

const thanks = /(?<![\p{L}])(?:спасибо|спс|благодарю|до свидания|хорошего дня|thanks?|thx|bye)(?![\p{L}])/u

function isThanks(message: Message): boolean {
  return isCourtesy(message) && (thanks.test(fold(message.text)) || !/\p{L}/u.test(message.text) || message.text.startsWith('['))
}

const unanswered: Rule = messages => {
  const people = messages.filter(({ authorKind }) => authorKind === 'client' || authorKind === 'operator')
  const lastAnswer = people.findLastIndex(({ authorKind }) => authorKind === 'operator')
  const closed = messages.findIndex(({ event }) => event !== undefined && endings.has(event))
  // What came after the close waits for nobody any more.
  const open = people.slice(lastAnswer + 1).filter(message => !isCourtesy(message) && (closed === -1 || message.at <= (messages[closed]?.at ?? 0)))
  const last = open.at(-1)
  if (last === undefined) return null
  if (lastAnswer === -1) return found('unanswered', 0.95, { messageId: open[0]?.id ?? last.id, count: open.length })
  const asks = open.find(message => asksSomething(message.text))
  const strength = asks === undefined ? 0.4 : 0.88
  return found('unanswered', strength, { messageId: (asks ?? last).id, count: open.length })
}

const question = /\?|(?<![\p{L}])(?:когда|где|как|что|почему|сколько|можно|нужн[аоы]?|подскажите|пришлите|ответьте|не приш\S+|не приходит|тоже нет|when|where|how|what|why|can (?:i|you)|could you|please|need|not there)(?![\p{L}])/u

function asksSomething(text: string): boolean {
  return question.test(fold(text))
}

const endings: ReadonlySet<string> = new Set(['closed', 'auto-closed', 'marked-spam'])
const moves: ReadonlySet<string> = new Set(['transferred', 'queued', 'took-over'])
const tiredOfMoves = /опять все|заново|переки(?:дыва|нул)|перекин|переключ|перев(?:одит|ели)|раз расска|уже (?:второ|трет|четверт)|(?:second|third|fourth|\dth) (?:person|time|agent)|passed (?:around|on)|explain (?:\S+ ){0,3}again|transferr?ed again|again and again/u

const transfers: Rule = (messages, session) => {
  const moved = messages.filter(({ event }) => event !== undefined && moves.has(event))
  const count = Math.max(session.transfers, moved.length)
  if (count === 0) return null
  const complaint = messages.find(({ authorKind, text }) => authorKind === 'client' && tiredOfMoves.test(fold(text)))
  const strength = 0.15 + 0.2 * Math.min(count, 4) + (complaint === undefined ? 0 : 0.35)
  return found('transfers', Math.min(0.95, strength), { messageId: complaint?.id ?? moved[0]?.id ?? firstOfSecond(messages)?.id ?? null, count })
}

function firstOfSecond(messages: readonly Message[]): Message | undefined {
  const operators = messages.filter(({ authorKind }) => authorKind === 'operator')
  return operators.find(({ authorId }) => authorId !== operators[0]?.authorId)
}

const wantsPerson = /(?<![\p{L}])(?:оператор|человек|живо(?:го|й)|менеджер|специалист|human|(?:real|live) (?:person|agent)|agent|operator|someone real)/u

const botLoop: Rule = messages => {
  const bots = messages.filter(({ authorKind }) => authorKind === 'bot')
  const seen = new Map<string, number>()
  for (const { text } of bots) seen.set(fold(text), (seen.get(fold(text)) ?? 0) + 1)
  const repeated = Math.max(0, ...seen.values())
  // Menus may begin differently from round to round and still ask the same.
  const rounds = Math.max(repeated, sharedEndings(bots))
  const asking = messages.find(({ authorKind, text }, at) => authorKind === 'client' && wantsPerson.test(fold(text)) && messages[at + 1]?.authorKind === 'bot')
  if (rounds < 2 && (asking === undefined || bots.length < 2)) return null
  const strength = 0.4 + 0.12 * Math.min(4, rounds) + (asking === undefined ? 0 : 0.2)
  return found('bot-loop', Math.min(0.97, strength), { messageId: asking?.id ?? bots[1]?.id ?? null, count: bots.length })
}

function sharedEndings(bots: readonly Message[]): number {
  const ending = (text: string): string => fold(text).slice(-18)
  const last = bots.at(-1)
  return last === undefined ? 0 : bots.filter(({ text }) => ending(text) === ending(last.text)).length
}

const autoClose: Rule = (messages, { closeReason }) => {
  const event = messages.findLast(message => message.event === 'auto-closed')
  if (closeReason !== 'auto' && closeReason !== 'replyLimit' && event === undefined) return null
  const before = messages.filter(({ authorKind, at }) => authorKind !== 'system' && at <= (event?.at ?? Infinity)).at(-1)
  const after = messages.some(({ authorKind, at }) => authorKind === 'client' && event !== undefined && at > event.at)
  const waited = before?.authorKind === 'client'
  return found('auto-close', after ? 0.7 : waited ? 0.55 : 0.3, { messageId: event?.id ?? before?.id ?? null })
}

const reopened: Rule = (messages, { closedAt, nextCreatedAt }) => {
  if (closedAt === null || nextCreatedAt === null) return null
  const seconds = Math.round((nextCreatedAt - closedAt) / 1000)
  if (seconds < 0 || seconds > DAY) return null
  return found('reopened', 0.75 - 0.2 * (seconds / DAY), { messageId: messages.at(-1)?.id ?? null, seconds })
}

const negativeWords: Rule = messages => {
  const said = messages.flatMap(message => {
    const displeasure = message.authorKind === 'client' ? displeasureIn(message.text) : null
    return displeasure === null ? [] : [{ message, ...displeasure }]
  })
  const worst = said.reduce<(typeof said)[number] | null>((most, one) => (most === null || one.weight > most.weight ? one : most), null)
  if (worst === null) return null
  return found('negative-words', worst.weight + 0.05 * (said.length - 1), { messageId: worst.message.id, words: worst.words })
}

const rules: readonly Rule[] = [lateAnswer, silence, unanswered, transfers, botLoop, autoClose, reopened, negativeWords]
