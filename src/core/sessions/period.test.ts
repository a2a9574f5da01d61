import { expect, test } from 'vitest'
import { resolvePeriod } from './period.ts'

const at = (iso: string): number => Date.parse(iso)

test('today is the report zone’s day, also when UTC is still on the day before', () => {
  const range = resolvePeriod({ kind: 'preset', field: 'created', preset: 'today' }, at('2026-03-01T22:30:00Z'), 180)
  expect(range).toEqual({ field: 'created', from: at('2026-03-02T00:00:00+03:00'), to: at('2026-03-03T00:00:00+03:00') })
})

test('the last seven days include today and end at midnight', () => {
  const range = resolvePeriod({ kind: 'preset', field: 'closed', preset: 'last7' }, at('2026-03-10T12:00:00+05:45'), 345)
  expect(range).toEqual({ field: 'closed', from: at('2026-03-04T00:00:00+05:45'), to: at('2026-03-11T00:00:00+05:45') })
})

test('the month before January is December of the year before', () => {
  const range = resolvePeriod({ kind: 'preset', field: 'rated', preset: 'lastMonth' }, at('2026-01-15T00:00:00Z'), 0)
  expect(range).toEqual({ field: 'rated', from: at('2025-12-01T00:00:00Z'), to: at('2026-01-01T00:00:00Z') })
})

test('a range is taken as it is', () => {
  expect(resolvePeriod({ kind: 'range', field: 'created', from: 5, to: null }, 0, 180)).toEqual({ field: 'created', from: 5, to: null })
})
