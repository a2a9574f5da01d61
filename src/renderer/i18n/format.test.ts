import { expect, test } from 'vitest'
import { clockDuration, createFormat, insideSentence, zoneName } from './format.ts'

const at = Date.UTC(2026, 10, 20, 21, 5, 9)
const now = Date.UTC(2026, 10, 21, 9)
/** Intl joins with narrow and no-break spaces. */
const plain = (text: string) => text.replace(/\s/g, ' ')

test('durations are m:ss, and h:mm:ss from one hour', () => {
  expect([0, 41, 84, 1084, 3600, 4360, 100_000].map(clockDuration)).toEqual([
    '0:00', '0:41', '1:24', '18:04', '1:00:00', '1:12:40', '27:46:40',
  ])
})

test('zones are named by their offset', () => {
  expect([0, 180, -210, 345].map(zoneName)).toEqual(['UTC', 'UTC+3', 'UTC−3:30', 'UTC+5:45'])
})

test('times are those of the report zone, not of this computer', () => {
  const moscow = createFormat({ language: 'en', zoneMinutes: 180 })
  const utc = createFormat({ language: 'en', zoneMinutes: 0 })
  expect([moscow.time(at), moscow.isoDay(at), utc.time(at), utc.isoDay(at)]).toEqual(['00:05', '2026-11-21', '21:05', '2026-11-20'])
})

test('where there is little room, a day of another year is told by its month', () => {
  const { shortDay } = createFormat({ language: 'en', zoneMinutes: 0 })
  expect([plain(shortDay(at, now)), plain(shortDay(Date.UTC(2025, 0, 2), now))]).toEqual(['20 Nov', 'Jan 2025'])
})

test('a moment names its day only when it is not today in the report zone', () => {
  expect(plain(createFormat({ language: 'en', zoneMinutes: 180 }).moment(at, now))).toBe('00:05')
  expect(plain(createFormat({ language: 'en', zoneMinutes: 0 }).moment(at, now))).toBe('20 Nov, 21:05')
  expect(plain(createFormat({ language: 'en', zoneMinutes: 0 }).moment(Date.UTC(2025, 0, 2, 3, 4), now))).toBe('2 Jan 2025, 03:04')
})

test('Russian dates carry no abbreviation of the word year', () => {
  const format = createFormat({ language: 'ru', zoneMinutes: 0 })
  expect(plain(format.moment(Date.UTC(2025, 0, 2, 3, 4), now))).toBe('2 янв. 2025, 03:04')
  expect(plain(format.dateTime(at))).toBe('20 нояб. 2026, 21:05:09')
})

test('a day begins at midnight of the report zone', () => {
  const format = createFormat({ language: 'en', zoneMinutes: 180 })
  expect(format.startOfDay('2026-11-21')).toBe(Date.UTC(2026, 10, 20, 21))
  expect(format.isoDay(format.startOfDay('2026-11-21'))).toBe('2026-11-21')
})

test('words inside a sentence begin small, unless they are an abbreviation', () => {
  expect(['Names of lines', 'CRM links', 'Отделы', '3 lines'].map(words => insideSentence(words, 'ru'))).toEqual(['names of lines', 'CRM links', 'отделы', '3 lines'])
})

test('every month keeps its letters in Russian, August too', () => {
  const format = createFormat({ language: 'ru', zoneMinutes: 0 })
  const august = Date.UTC(2026, 7, 5, 18, 21)
  expect([format.day(august, august), format.moment(august, Date.UTC(2026, 10, 20)), format.dateTime(august)]).toEqual(['5 авг.', '5 авг., 18:21', '5 авг. 2026, 18:21:00'])
})
