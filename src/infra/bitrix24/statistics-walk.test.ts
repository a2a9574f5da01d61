import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WalkPosition } from '#core/portal/portal.ts'
import { advance, windowStart } from './statistics-walk.ts'

type Row = { readonly id: number; readonly createdAt: number }

/** Walks the way the source does, with pages of `size`; answers the ids seen. */
function walkAll(sessions: readonly Row[], start: WalkPosition, size: number): Set<number> {
  const seen = new Set<number>()
  let position: WalkPosition | null = start
  for (let guard = 0; position; guard++) {
    if (guard > 10_000) throw new Error('the walk does not end')
    const { to, mark }: WalkPosition = position
    const from = windowStart(position)
    const inWindow = sessions.filter(s => s.createdAt >= from && s.createdAt < to).sort((a, b) => b.createdAt - a.createdAt || b.id - a.id)
    const page = inWindow.slice(mark, mark + size)
    for (const s of page) seen.add(s.id)
    position = advance(position, { sessions: page, nextOffset: mark + size < inWindow.length ? mark + size : null })
  }
  return seen
}

test('every session is seen, however they crowd in time', () => {
  const seconds = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 100_000_000 })), { minLength: 1, maxLength: 120 })
  fc.assert(fc.property(seconds, fc.integer({ min: 1, max: 7 }), (times, size) => {
    const sessions = times.map((second, i) => ({ id: i + 1, createdAt: second * 1000 }))
    const from = Math.min(...sessions.map(s => s.createdAt))
    const seen = walkAll(sessions, { from, to: 100_000_001_000, mark: 0 }, size)
    expect(seen.size).toBe(sessions.length)
  }))
})

test('a window never reaches further back than the portal allows', () => {
  const position = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2026, 0, 1), mark: 0 }
  expect(position.to - windowStart(position)).toBe(366 * 86_400_000)
})

test('a walk ends only at its beginning, past years without a session', () => {
  const position = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2021, 6, 1), mark: 0 }
  const next = advance(position, { sessions: [], nextOffset: null })
  expect(next).toEqual({ ...position, to: position.to - 366 * 86_400_000 })
  expect(next && advance(next, { sessions: [], nextOffset: null })).toBeNull()
})

test('more sessions in one second than the portal lists do not hold the walk up', () => {
  const position = { from: 0, to: 5000, mark: 8000 }
  const sessions = [{ createdAt: 4000 }]
  expect(advance(position, { sessions, nextOffset: 10_000 })).toEqual({ ...position, mark: 10_000 })
  expect(advance(position, { sessions, nextOffset: 10_200 })).toEqual({ from: 0, to: 4000, mark: 0 })
})
