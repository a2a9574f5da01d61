import { expect, test } from 'vitest'
import { cardScore, criterionScore, ratingOf } from './scorecard-score.ts'
import type { Criterion } from './scorecards.ts'

const criterion = (id: string, patch: Partial<Criterion> = {}): Criterion => ({ id, name: id, weight: 1, autoFail: false, scale: 'points', ...patch })
const three = [criterion('a', { weight: 2 }), criterion('b'), criterion('c')]

test('five points are worth 0, 25, 50, 75, 100; no and yes 0 and 100', () => {
  expect([1, 2, 3, 4, 5].map(points => criterionScore({ scale: 'points' }, points))).toEqual([0, 25, 50, 75, 100])
  expect([0, 1].map(answer => criterionScore({ scale: 'yesNo' }, answer))).toEqual([0, 100])
  expect([criterionScore({ scale: 'yesNo' }, 'na'), criterionScore({ scale: 'points' }, undefined)]).toEqual([null, null])
})

test('the score is the weighted mean: 100 twice, 50 and 0 are 62.5, which is a 4', () => {
  expect(cardScore(three, { a: 5, b: 3, c: 1 })).toEqual({ score: 62.5, failed: false, answered: 3, suggestion: 4 })
})

test('what does not apply leaves both sums', () => {
  expect(cardScore(three, { a: 'na', b: 3, c: 1 })).toMatchObject({ score: 25, suggestion: 2 })
  expect(cardScore(three, { a: 5, b: 'na', c: 'na' })).toMatchObject({ score: 100, suggestion: 5 })
  expect(cardScore(three, { a: 'na', b: 'na', c: 'na' })).toEqual({ score: null, failed: false, answered: 3, suggestion: null })
})

test('a criterion that must not fail takes the whole score with it below 50, at once', () => {
  const critical = [criterion('a', { weight: 100 }), criterion('b', { autoFail: true }), criterion('c', { autoFail: true, weight: 0, scale: 'yesNo' })]
  expect(cardScore(critical, { a: 5, b: 3, c: 1 })).toMatchObject({ failed: false, score: (100 * 100 + 50) / 101 })
  expect(cardScore(critical, { a: 5, b: 2, c: 1 })).toMatchObject({ failed: true, score: 0, suggestion: 1 })
  expect(cardScore(critical, { a: 5, b: 5, c: 0 })).toMatchObject({ failed: true, score: 0, suggestion: 1 })
  expect(cardScore(critical, { c: 0 })).toEqual({ failed: true, score: 0, answered: 1, suggestion: 1 })
  expect(cardScore(critical, { a: 5, b: 5, c: 'na' })).toMatchObject({ failed: false, score: 100 })
})

test('before the last answer there is a score of what was answered, and no suggestion', () => {
  expect(cardScore(three, { a: 5 })).toEqual({ score: 100, failed: false, answered: 1, suggestion: null })
  expect(cardScore(three, {})).toEqual({ score: null, failed: false, answered: 0, suggestion: null })
})

test('weights of zero alone give no score', () => {
  expect(cardScore([criterion('a'), criterion('b', { weight: 0 })], { a: 'na', b: 5 })).toMatchObject({ score: null, suggestion: null })
})

test.each([[0, 1], [9.91, 1], [12.49, 1], [12.5, 2], [37.5, 3], [62.5, 4], [63.96, 4], [75, 4], [87.49, 4], [87.5, 5], [90.99, 5], [100, 5]])('%d of 100 suggests %d', (score, rating) => {
  expect(ratingOf(score)).toBe(rating)
})
