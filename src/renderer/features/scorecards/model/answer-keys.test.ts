import { expect, test } from 'vitest'
import type { Scorecard } from '#contract/scorecards.ts'
import { answerByKey, answersOf, blank, carriedOver } from './answer-keys.ts'

test('a key is an answer of its scale, or none', () => {
  const points = { scale: 'points' } as const
  const yesNo = { scale: 'yesNo' } as const
  expect(['Digit1', 'Numpad5', 'Digit0', 'Digit6', 'KeyY', 'KeyJ'].map(code => answerByKey(points, code))).toEqual([1, 5, 'na', null, null, null])
  expect(['KeyY', 'KeyN', 'Numpad0', 'Digit1', 'KeyJ'].map(code => answerByKey(yesNo, code))).toEqual([1, 0, 'na', null, null])
  expect([answersOf(points), answersOf(yesNo)]).toEqual([[1, 2, 3, 4, 5, 'na'], [1, 0, 'na']])
})

test('to a newer card go the answers that still mean the same', () => {
  const criterion = { name: 'Any', weight: 1, autoFail: false } as const
  const old: Scorecard = { id: 'card', version: 1, name: 'Old', lineIds: [], criteria: [{ ...criterion, id: 'kept', scale: 'points' }, { ...criterion, id: 'rescaled', scale: 'points' }, { ...criterion, id: 'gone', scale: 'yesNo' }] }
  const next: Scorecard = { ...old, version: 2, name: 'New', criteria: [{ ...criterion, id: 'kept', name: 'Reworded', scale: 'points' }, { ...criterion, id: 'rescaled', scale: 'yesNo' }, { ...criterion, id: 'new', scale: 'yesNo' }] }
  const filled = { ...blank(old, 5), answers: { kept: 4, rescaled: 1, gone: 'na' as const } }
  expect(carriedOver(filled, next, 9)).toEqual({ cardId: 'card', version: 2, name: 'New', criteria: next.criteria, answers: { kept: 4 }, answeredAt: 9 })
})
