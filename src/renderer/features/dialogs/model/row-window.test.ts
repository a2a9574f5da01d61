import { expect, test } from 'vitest'
import { createRowWindow } from './row-window.ts'

const shows = (startIndex: number, overscan = 0) => ({ startIndex, endIndex: startIndex + 2, overscan, count: 1_000_000 })

test('rows that scroll keep their elements', () => {
  const { extract, keyOf, hasJumped } = createRowWindow()
  const before = extract(shows(10)).map(keyOf)
  const after = extract(shows(11)).map(keyOf)
  expect([after.slice(0, 2), hasJumped()]).toEqual([before.slice(1), false])
})

test('after a jump, down or up, rows take over the elements of those before', () => {
  const { extract, keyOf, hasJumped } = createRowWindow()
  const keys = extract(shows(0)).map(keyOf)
  for (const start of [1300, 1900, 300]) {
    expect(extract(shows(start))).toEqual([start, start + 1, start + 2])
    expect([extract(shows(start)).map(keyOf), hasJumped()]).toEqual([keys, true])
  }
})

test('a jump is over with the next step that is none, not with the rows around it', () => {
  const { extract, keyOf, hasJumped } = createRowWindow()
  extract(shows(5000))
  const key = keyOf(5000)
  expect([extract(shows(5000, 1)), keyOf(5000), hasJumped()]).toEqual([[4999, 5000, 5001, 5002, 5003], key, true])
  extract(shows(5003))
  expect([keyOf(5000), hasJumped()]).toEqual([key, false])
})
