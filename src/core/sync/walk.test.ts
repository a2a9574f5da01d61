import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PortalSession } from '../portal/portal.ts'
import type { Walk } from './cursor.ts'
import { advance, windowStart } from './walk.ts'

function session(id: number, createdAt: number): PortalSession {
  return { id, createdAt } as PortalSession // The walk looks at these two fields alone.
}

/** Walks over sessions the way the sync does, with pages of `size`; answers the ids seen. */
function walkAll(sessions: readonly PortalSession[], start: number, floor: number, size: number): Set<number> {
  const seen = new Set<number>()
  let walk: Walk | null = { to: start, floor, offset: 0 }
  for (let guard = 0; walk; guard++) {
    if (guard > 10_000) throw new Error('the walk does not end')
    const { to, offset }: Walk = walk
    const from = windowStart(walk)
    const inWindow = sessions.filter(s => s.createdAt >= from && s.createdAt < to).sort((a, b) => b.createdAt - a.createdAt || b.id - a.id)
    const page = inWindow.slice(offset, offset + size)
    for (const s of page) seen.add(s.id)
    walk = advance(walk, { sessions: page, nextOffset: offset + size < inWindow.length ? offset + size : null })
  }
  return seen
}

test('every session is seen, however they crowd in time', () => {
  const seconds = fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 100_000_000 })), { minLength: 1, maxLength: 120 })
  fc.assert(fc.property(seconds, fc.integer({ min: 1, max: 7 }), (times, size) => {
    const sessions = times.map((second, i) => session(i + 1, second * 1000))
    const floor = Math.min(...sessions.map(s => s.createdAt))
    const seen = walkAll(sessions, 100_000_001_000, floor, size)
    expect(seen.size).toBe(sessions.length)
  }))
})

test('a window never reaches further back than the portal allows', () => {
  const walk = { to: Date.UTC(2026, 0, 1), floor: Date.UTC(2020, 0, 1), offset: 0 }
  expect(walk.to - windowStart(walk)).toBe(366 * 86_400_000)
})
