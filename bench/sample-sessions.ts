import type { CloseReason, SessionStatus } from '#contract/dialogs.ts'
import type { PortalRating, PortalSession } from '#core/portal/portal.ts'

const DAY = 86_400_000

/** A small seeded generator (mulberry32): the same list on every machine. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const sources = ['livechat', 'telegrambot', 'whatsappbyedna', 'vkgroup', 'avito', 'viber', 'fbinstagramdirect', 'ok']
const firstNames = ['Ольга', 'Иван', 'Анна', 'Пётр', 'Мария', 'James', 'Sofia', 'Noah', 'Дарья', 'Тимур', 'Amelia', 'Руслан']
const lastNames = ['Сафронова', 'Иванов', 'Белова', 'Whitfield', 'Гришина', 'Lindqvist', 'Ахметов', 'Clarke', 'Мельник', 'Fischer']

/** Sessions as a busy portal would list them over three years, newest last. */
export function sampleSessions(count: number, now: number, random: () => number): PortalSession[] {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T // Lists are not empty.
  const span = 3 * 365 * DAY
  return Array.from({ length: count }, (_, i) => {
    const createdAt = now - span + Math.floor((span * i) / count)
    const open = i > count - 80
    const status: SessionStatus = open ? pick(['new', 'answered', 'paused']) : random() < 0.03 ? 'spam' : 'closed'
    const waitAnswer = random() < 0.06 ? null : Math.floor(20 + 4000 * random() ** 4)
    const waitClose = open ? null : (waitAnswer ?? 0) + Math.floor(60 + 9000 * random() ** 2)
    const vote = random()
    return {
      id: 100_001 + i, lineId: 1 + Math.floor(random() * 6), source: pick(sources),
      operatorId: random() < 0.04 ? null : 10 + Math.floor(random() * 40),
      clientId: 5000 + Math.floor(random() * count * 0.6), userCode: `livechat|1|${i}|${i}`, chatId: 900 + i, status,
      closeReason: status === 'closed' ? pick<CloseReason>(['operator', 'auto', 'client']) : status === 'spam' ? 'spam' : null,
      createdAt, closedAt: waitClose === null ? null : createdAt + waitClose * 1000,
      firstAnswerAt: waitAnswer === null ? null : createdAt + waitAnswer * 1000,
      operatorAnswerAt: waitAnswer === null ? null : createdAt + waitAnswer * 1000,
      clientRating: vote < 0.03 ? 1 : vote < 0.22 ? 5 : null,
      supervisorRating: random() < 0.06 ? 1 + Math.floor(random() * 5) : null, supervisorComment: null,
      crmEntityType: null, crmEntityId: null, waitAnswer, waitClose, kpiFirstAnswer: waitAnswer === null ? null : waitAnswer < 120,
      transfers: random() < 0.2 ? 1 : 0, messageCount: 2 + Math.floor(random() * 40),
    }
  })
}

export function sampleRatings(sessions: readonly PortalSession[]): PortalRating[] {
  return sessions.flatMap(({ id, lineId, operatorId, source, clientRating, closedAt }) =>
    clientRating === null || closedAt === null ? [] : [{ sessionId: id, lineId, operatorId, source, clientRating, ratedAt: closedAt + 60_000 }])
}

export function sampleNames(sessions: readonly PortalSession[], random: () => number): Map<number, string> {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? ''
  const ids = new Set(sessions.map(session => session.clientId))
  return new Map([...ids].map(id => [id, random() < 0.15 ? `Guest ${id}` : `${pick(firstNames)} ${pick(lastNames)}`]))
}
