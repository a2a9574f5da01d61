import { expect, test } from 'vitest'
import { isRead } from './is-read.ts'

const nothing = { messageCount: 0, clientRating: null, supervisorRating: null }

test('a dialog without any message has not been read; what is known of it nevertheless is shown', () => {
  expect(isRead(nothing)).toBe(false)
  expect(isRead({ ...nothing, messageCount: 1 })).toBe(true)
  expect(isRead({ ...nothing, clientRating: 1 })).toBe(true)
  expect(isRead({ ...nothing, supervisorRating: 4 })).toBe(true)
})
