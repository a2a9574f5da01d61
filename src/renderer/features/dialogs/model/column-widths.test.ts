import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultColumns, dialogColumns } from '#contract/dialogs.ts'
import { columnWidths } from './column-widths.ts'

const total = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0)

test('the default columns fit beside the conversation in a window of 1280', () => {
  expect(total(columnWidths(defaultColumns, 694))).toBe(694)
  // With a scroll bar of the desktop’s own width beside them, too.
  expect(total(columnWidths(defaultColumns, 694 - 17))).toBe(694 - 17)
})

test('columns fill the list exactly, or overflow it when even their least widths do not fit', () => {
  fc.assert(fc.property(fc.subarray([...dialogColumns], { minLength: 1 }), fc.integer({ min: 300, max: 3000 }), (columns, width) => {
    const widths = columnWidths(columns, width)
    expect(total(widths)).toBeGreaterThanOrEqual(width)
    const least = total(columnWidths(columns, width < 860 ? 0 : 860))
    expect(total(widths) === width || least > width).toBe(true)
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(58)
  }))
  expect(columnWidths(['client', 'status'], 100)).toEqual([110, 64])
})
