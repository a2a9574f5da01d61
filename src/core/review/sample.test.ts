import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom, shuffled } from './random.ts'
import { chooseSample, type Candidate } from './sample.ts'

const candidates: fc.Arbitrary<Candidate[]> = fc.array(fc.option(fc.integer({ min: 1, max: 6 })), { maxLength: 60 })
  .map(operators => operators.map((operatorId, index) => ({ sessionId: index + 1, operatorId })))
const wish = fc.record({ seed: fc.nat(), size: fc.integer({ min: 1, max: 40 }), perOperator: fc.option(fc.integer({ min: 1, max: 5 })) })

/** Fifty dialogs of one operator, five of another, one of a third. */
const uneven: Candidate[] = [[1, 50], [2, 5], [3, 1]].flatMap(([operatorId = 0, count = 0]) =>
  Array.from({ length: count }, (_, index) => ({ sessionId: operatorId * 100 + index, operatorId })))

test('the same seed over the same dialogs chooses the same ones, in whatever order they are listed', () => {
  fc.assert(fc.property(candidates, wish, fc.nat(), (list, asked, otherSeed) => {
    const first = chooseSample(list, asked)
    const again = chooseSample(shuffled(list, createRandom(otherSeed)), asked)
    expect(again.toSorted((a, b) => a.sessionId - b.sessionId)).toEqual(first.toSorted((a, b) => a.sessionId - b.sessionId))
  }))
  expect(chooseSample(uneven, { seed: 7, size: 10, perOperator: 2 })).not.toEqual(chooseSample(uneven, { seed: 8, size: 10, perOperator: 2 }))
})

test('a sample has its size or everything, no dialog twice, and the order of the list', () => {
  fc.assert(fc.property(candidates, wish, (list, asked) => {
    const ids = chooseSample(list, asked).map(({ sessionId }) => sessionId)
    expect(ids).toHaveLength(Math.min(asked.size, list.length))
    expect(ids).toEqual(list.map(({ sessionId }) => sessionId).filter(id => ids.includes(id)))
  }))
})

test('every operator gives the quota, or all there is, before the rest is chosen', () => {
  const picks = chooseSample(uneven, { seed: 3, size: 20, perOperator: 3 })
  const of = (operatorId: number, reason: string) => picks.filter(pick => pick.operatorId === operatorId && pick.reason === reason).length
  expect([of(1, 'quota'), of(2, 'quota'), of(3, 'quota')]).toEqual([3, 3, 1])
  expect(picks.filter(({ reason }) => reason === 'random')).toHaveLength(13)
})

test('a size that the quota does not fit into is shared round by round', () => {
  const picks = chooseSample(uneven, { seed: 3, size: 4, perOperator: 3 })
  const counts = [1, 2, 3].map(operatorId => picks.filter(pick => pick.operatorId === operatorId).length)
  expect(Math.min(...counts)).toBe(1)
  expect(Math.max(...counts)).toBe(2)
})

test('the probability kept with a pick is how often chance chooses it', () => {
  for (const asked of [{ size: 20, perOperator: 3 }, { size: 5, perOperator: 3 }, { size: 12, perOperator: null }]) {
    const seen = new Map<number, { times: number; probability: number }>()
    const runs = 3_000
    for (let seed = 0; seed < runs; seed += 1) {
      for (const { sessionId, probability } of chooseSample(uneven, { seed, ...asked })) {
        seen.set(sessionId, { times: (seen.get(sessionId)?.times ?? 0) + 1, probability })
      }
    }
    expect(seen.size).toBe(uneven.length)
    for (const { times, probability } of seen.values()) expect(Math.abs(times / runs - probability)).toBeLessThan(0.05)
    const expected = [...seen.values()].reduce((sum, { probability }) => sum + probability, 0)
    expect(expected).toBeCloseTo(asked.size, 9)
  }
})

test('the numbers are those of mulberry32', () => {
  const random = createRandom(1)
  expect([random(), random(), random()].map(value => Math.floor(value * 2 ** 32))).toEqual([2693262067, 11749833, 2265367787])
})
