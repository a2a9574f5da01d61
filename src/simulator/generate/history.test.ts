import { describe, expect, test } from 'vitest'
import { createStore } from '../store.ts'
import { createDirectory } from './directory.ts'
import { generateHistory } from './history.ts'
import { transcript } from './transcript.ts'
import { phrases } from '../data/phrases.ts'
import type { Store } from '../store.ts'

const ANCHOR = Date.UTC(2026, 9, 14, 11, 0, 0) / 1000

function generate(seed: number, count: number): Store {
  const store = createStore({ seed, directory: createDirectory(seed, ANCHOR), timeZone: 180 }, count)
  generateHistory(store, count, ANCHOR)
  return store
}

const indexes = (store: Store) => Array.from({ length: store.size() }, (_, index) => index)
const digest = (store: Store) =>
  indexes(store).map((index) => [
    ...(['created', 'closed', 'firstAnswer', 'operatorAnswer', 'voted', 'client', 'operator', 'line', 'messages', 'channel', 'status', 'reason', 'vote', 'crm', 'transfers', 'voteHead'] as const).map((name) => store.columns.get(name, index)),
    store.comment(index),
  ])
const share = (part: number, whole: number) => part / whole

const store = generate(1, 5000)
const all = indexes(store)
const get = store.columns.get

describe('same seed, same portal', () => {
  test('rows and transcripts repeat exactly', () => {
    const again = generate(1, 5000)
    expect(digest(again)).toEqual(digest(store))
    for (const index of [0, 1234, 4999]) expect(transcript(again, index, ANCHOR)).toEqual(transcript(store, index, ANCHOR))
  })

  test('another seed gives other data', () => {
    const other = generate(2, 300)
    const same = digest(other).filter((row, index) => row.join() === digest(store)[index]?.join()).length
    expect(same).toBe(0)
    expect(transcript(other, 100, ANCHOR)).not.toEqual(transcript(store, 100, ANCHOR))
  })

  test('an empty and a tiny portal are possible', () => {
    expect(generate(1, 0).size()).toBe(0)
    expect(generate(1, 3).size()).toBe(3)
  })
})

describe('the shape of two years', () => {
  test('sessions run in order from two years ago up to the anchor', () => {
    const created = all.map((index) => get('created', index))
    expect(created).toEqual(created.toSorted((a, b) => a - b))
    expect(ANCHOR - (created[0] ?? 0)).toBeGreaterThan(720 * 86_400)
    expect(ANCHOR - (created.at(-1) ?? 0)).toBeLessThan(300)
  })

  test('days beat nights, weekdays beat weekends, this year beats the last', () => {
    const local = all.map((index) => new Date((get('created', index) + 3 * 3600) * 1000))
    const byDay = local.filter((date) => date.getUTCHours() >= 9 && date.getUTCHours() < 21).length
    const weekend = local.filter((date) => date.getUTCDay() % 6 === 0).length
    const recent = all.filter((index) => get('created', index) > ANCHOR - 365 * 86_400).length
    expect(share(byDay, all.length)).toBeGreaterThan(0.8)
    expect(share(weekend, all.length)).toBeLessThan(0.2)
    expect(share(recent, all.length)).toBeGreaterThan(0.53)
  })

  test('nearly all are closed; the open ones are recent; some are spam', () => {
    const statuses = all.map((index) => store.status(index))
    expect(share(statuses.filter((status) => status === 'closed').length, all.length)).toBeGreaterThan(0.94)
    expect(share(statuses.filter((status) => status === 'spam').length, all.length)).toBeCloseTo(0.03, 1)
    expect(new Set(statuses)).toEqual(new Set(['closed', 'spam', 'new', 'answered', 'paused']))
    expect(all.filter((index) => get('closed', index) === 0 && ANCHOR - get('created', index) > 3 * 86_400)).toEqual([])
  })

  test('15–30 % of clients rate, 12–18 % of them badly, and bad service makes it worse', () => {
    const asked = all.filter((index) => store.status(index) === 'closed' && store.line(index).asksForVote)
    const rated = asked.filter((index) => store.vote(index) !== 'none')
    const dislikeShare = (among: readonly number[]) => share(among.filter((index) => store.vote(index) === 'dislike').length, among.length)
    expect(share(rated.length, asked.length)).toBeGreaterThan(0.15)
    expect(share(rated.length, asked.length)).toBeLessThan(0.3)
    expect(dislikeShare(rated)).toBeGreaterThan(0.12)
    expect(dislikeShare(rated)).toBeLessThan(0.18)
    expect(dislikeShare(rated.filter((index) => get('operatorAnswer', index) - get('created', index) > 900))).toBeGreaterThan(0.25)
    expect(dislikeShare(rated.filter((index) => get('transfers', index) > 0))).toBeGreaterThan(dislikeShare(rated.filter((index) => get('transfers', index) === 0)))
    expect(dislikeShare(rated.filter((index) => store.closeReason(index) === 'auto'))).toBeGreaterThan(0.2)
  })

  test('about 6 % carry a supervisor’s rating, most with a comment in the language of the line', () => {
    const reviewed = all.filter((index) => get('voteHead', index) !== 0)
    expect(share(reviewed.length, all.length)).toBeGreaterThan(0.045)
    expect(share(reviewed.length, all.length)).toBeLessThan(0.075)
    expect(new Set(reviewed.map((index) => get('voteHead', index)))).toEqual(new Set([1, 2, 3, 4, 5]))
    const commented = reviewed.filter((index) => store.comment(index) !== null)
    expect(share(commented.length, reviewed.length)).toBeGreaterThan(0.75)
    for (const index of commented) expect(/[а-яё]/i.test(store.comment(index) ?? '')).toBe(store.line(index).language === 'ru')
  })

  test('lines, channels, operators and clients vary; some clients come back', () => {
    expect(new Set(all.map((index) => get('line', index))).size).toBe(6)
    expect(new Set(all.map((index) => store.channel(index))).size).toBe(11)
    expect(new Set(all.map((index) => get('operator', index))).size).toBeGreaterThan(24)
    expect(store.clientCount()).toBeLessThan(all.length * 0.9)
    expect(share(all.filter((index) => get('transfers', index) > 0).length, all.length)).toBeCloseTo(0.14, 1)
    expect(all.some((index) => /^(Гость|Guest) \d{4}$/.test(store.client(index).name))).toBe(true)
  })

  test('nobody answers before being hired or after leaving', () => {
    const wrong = all.filter((index) => {
      const person = store.context.directory.person(get('operator', index))
      return person !== undefined && !store.context.directory.isEmployed(person, get('created', index))
    })
    expect(wrong).toEqual([])
  })

  test('a chat holds one session at a time', () => {
    const endOf = new Map<number, number>()
    const overlapping = all.filter((index) => {
      const previous = endOf.get(get('client', index)) ?? 0
      endOf.set(get('client', index), get('closed', index) === 0 ? Infinity : get('closed', index))
      return get('created', index) <= previous
    })
    expect(overlapping).toEqual([])
  })
})

describe('transcripts', () => {
  const transcripts = all.map((index) => transcript(store, index, ANCHOR))

  test('every mark is filled in, and each line speaks its language', () => {
    for (const [index, messages] of transcripts.entries()) {
      expect(messages.filter(({ text }) => text === '' || /[{}|]/.test(text))).toEqual([])
      const answers = messages.filter(({ text, by }) => by === 'operator' && text.length > 30)
      expect(answers.filter(({ text }) => /[а-яё]/i.test(text) !== (store.line(index).language === 'ru'))).toEqual([])
    }
  })

  test('counts agree with the rows and time moves forward', () => {
    for (const [index, messages] of transcripts.entries()) {
      expect(messages.filter((message) => message.by !== 'system').length).toBe(get('messages', index))
      for (let n = 1; n < messages.length; n += 1) expect(messages[n]?.at).toBeGreaterThan(messages[n - 1]?.at ?? 0)
    }
  })

  test('message ids are unique and grow with the session', () => {
    const ids = transcripts.flatMap((messages) => messages.map((message) => message.id))
    expect(ids).toEqual(ids.toSorted((a, b) => a - b))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('answered talks have 3 to 20 messages, with files, BBCode and quotes among them', () => {
    const talks = transcripts.filter((_, index) => store.status(index) === 'closed' && get('operatorAnswer', index) !== 0)
    const lengths = talks.map((messages) => messages.filter((message) => message.by !== 'system').length)
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(3)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(20)
    expect(new Set(lengths).size).toBeGreaterThan(10)
    const texts = talks.flat()
    for (const mark of ['[b]', '[url=', '\n-----']) expect(texts.some((message) => message.text.includes(mark))).toBe(true)
    expect(texts.some((message) => message.file === 'photo') && texts.some((message) => message.file === 'document')).toBe(true)
  })

  test('disliked dialogs never end in thanks, liked ones never in anger', () => {
    const said = (index: number, texts: readonly string[]) => (transcripts[index] ?? []).some(({ by, text }) => by === 'client' && texts.includes(text))
    const words = (index: number) => phrases[store.line(index).language]
    expect(all.filter((index) => store.vote(index) === 'dislike' && said(index, words(index).thanks))).toEqual([])
    expect(all.filter((index) => store.vote(index) === 'like' && said(index, words(index).anger))).toEqual([])
    expect(all.filter((index) => store.vote(index) === 'dislike' && said(index, words(index).anger)).length).toBeGreaterThan(40)
  })
})
