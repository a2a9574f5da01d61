import { expect, test } from 'vitest'
import { rowHeight } from './row-height.ts'

test('a search adds a line to each row', () => {
  expect(rowHeight('normal', false, 200_000)).toEqual({ cells: 32, row: 32, hasFound: false })
  expect(rowHeight('normal', true, 200_000)).toEqual({ cells: 32, row: 52, hasFound: true })
})

test('a list that would be too high to be scrolled does with less', () => {
  const tallest = 2 ** 25
  for (const density of ['compact', 'normal', 'spacious'] as const) {
    for (const searched of [true, false]) expect(rowHeight(density, searched, 1_000_000).row * 1_000_000).toBeLessThan(tallest)
  }
  expect(rowHeight('normal', true, 700_000)).toEqual({ cells: 32, row: 32, hasFound: false })
  expect(rowHeight('spacious', true, 1_000_000)).toEqual({ cells: 32, row: 32, hasFound: false })
})
