import { expect, test } from 'vitest'
import { ratingStates, type RatingState } from '#contract/dialogs.ts'
import type { UnsentRating } from '#contract/ratings.ts'
import { en } from '#renderer/i18n/en.ts'
import { ru } from '#renderer/i18n/ru.ts'
import { canDiscard, canRetry, canRetryAny, coarseAge, unsentGroups } from './unsent-groups.ts'

const nothing = { rating: null, comment: null }

function unsent(sessionId: number, state: RatingState, createdAt = sessionId): UnsentRating {
  return {
    sessionId, state, createdAt, clientName: null, uuid: String(sessionId), rating: 3, comment: '', base: nothing, theirs: null, sendAfter: null, attempts: 0, error: null,
  }
}

test('what waits for the supervisor comes first, the oldest of it on top', () => {
  const groups = unsentGroups([unsent(1, 'queued'), unsent(2, 'held'), unsent(3, 'refused', 9), unsent(4, 'conflict'), unsent(5, 'refused', 7)])
  expect(groups.map(({ state, ratings }) => [state, ratings.map(({ sessionId }) => sessionId)])).toEqual([
    ['conflict', [4]], ['refused', [5, 3]], ['held', [2]], ['queued', [1]],
  ])
})

test('no state is left out', () => {
  expect(unsentGroups(ratingStates.map((state, index) => unsent(index, state)))).toHaveLength(ratingStates.length)
})

test('every state is said in words of both languages', () => {
  for (const { unsent: words } of [en, ru]) {
    const said = ratingStates.map((state): string => words.state[state])
    expect(said).not.toContain('')
    expect(new Set(said).size).toBe(ratingStates.length)
  }
})

test('a conflict is neither sent again nor deleted, and nothing on its way is', () => {
  expect(ratingStates.filter(canRetry)).toEqual(['queued', 'refused', 'needs-sign-in'])
  expect(ratingStates.filter(canDiscard)).toEqual(['queued', 'refused', 'needs-sign-in'])
})

test('sending all now is offered when one of them could go', () => {
  const none = { 'held': 1, 'queued': 0, 'sending': 1, 'conflict': 2, 'refused': 0, 'needs-sign-in': 0 }
  expect(canRetryAny(none)).toBe(false)
  expect(canRetryAny({ ...none, refused: 1 })).toBe(true)
})

test.each([
  [59, null], [60, 60], [179, 120], [3_599, 3_540], [3_600, 3_600], [3 * 3_600 + 1_700, 10_800], [-5, null],
])('an age of %i s is said as %s s', (seconds, said) => {
  expect(coarseAge(1_000_000, 1_000_000 + seconds * 1_000)).toBe(said)
})
