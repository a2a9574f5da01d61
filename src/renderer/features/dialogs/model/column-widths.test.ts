import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultColumns, dialogColumns, type DialogColumn } from '#contract/dialogs.ts'
import { columnWidths, sheetVariables, stuckCount } from './column-widths.ts'

const total = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0)
const automatic = (columns: readonly DialogColumn[]) => columns.map(column => ({ column, width: null }))

test('the default columns fit beside the conversation in a window of 1280', () => {
  expect(total(columnWidths(automatic(defaultColumns), 694))).toBe(694)
  // With a scroll bar of the desktop’s own width beside them, too.
  expect(total(columnWidths(automatic(defaultColumns), 694 - 17))).toBe(694 - 17)
})

test('columns fill the list exactly, or overflow it when even their least widths do not fit', () => {
  fc.assert(fc.property(fc.subarray([...dialogColumns], { minLength: 1 }), fc.integer({ min: 300, max: 3000 }), (columns, width) => {
    const widths = columnWidths(automatic(columns), width)
    expect(total(widths)).toBeGreaterThanOrEqual(width)
    const least = total(columnWidths(automatic(columns), width < 860 ? 0 : 860))
    expect(total(widths) === width || least > width).toBe(true)
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(58)
  }))
  expect(columnWidths(automatic(['client', 'status']), 100)).toEqual([110, 74])
})

test('a column with a width of its own has it, and the others share the rest', () => {
  fc.assert(fc.property(fc.subarray([...dialogColumns], { minLength: 2 }), fc.integer({ min: 40, max: 300 }), fc.integer({ min: 900, max: 3000 }), (columns, own, width) => {
    const [fixed = 'id', ...others] = columns
    const widths = columnWidths([{ column: fixed, width: own }, ...automatic(others)], width)
    expect(widths[0]).toBe(own)
    expect(total(widths)).toBeGreaterThanOrEqual(width)
  }))
  // Nothing may grow: the room stays empty.
  expect(columnWidths([{ column: 'id', width: 60 }, { column: 'client', width: 200 }], 900)).toEqual([60, 200])
})

test('pinned columns stay in sight where the list scrolls sideways, as long as they leave room to the others', () => {
  const columns = [{ pinned: true }, { pinned: true }, { pinned: false }, { pinned: false }]
  expect(stuckCount(columns, [100, 100, 100, 100], 400)).toBe(0)
  expect(stuckCount(columns, [100, 100, 200, 200], 400)).toBe(2)
  expect(stuckCount(columns, [100, 300, 200, 200], 400)).toBe(1)
  expect(stuckCount(columns, [300, 100, 200, 200], 400)).toBe(0)
  expect(sheetVariables([100, 80, 200], 2)).toEqual({ '--tracks': '100px 80px 200px', '--sheet-width': '380px', '--left-0': '0px', '--left-1': '100px' })
})
