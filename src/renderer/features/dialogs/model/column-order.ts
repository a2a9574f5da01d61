import type { DialogColumn } from '#contract/dialogs.ts'
import { columnWidthLimits, viewColumnSchema, type ViewColumn } from '#contract/views.ts'

type Columns = readonly ViewColumn[]

/** From left to right as they stand in the list: pinned ones first. */
export function inOrder(columns: Columns): ViewColumn[] {
  return [...columns.filter(({ pinned }) => pinned), ...columns.filter(({ pinned }) => !pinned)]
}

/** `column` stands at `place` afterwards, counted from 0, or as near as it gets among the pinned or the other ones. */
export function withMoved(columns: Columns, column: DialogColumn, place: number): ViewColumn[] {
  const moving = columns.find(shown => shown.column === column)
  const others = inOrder(columns.filter(shown => shown.column !== column))
  if (!moving) return others
  const pinnedOthers = others.filter(({ pinned }) => pinned).length
  const [first, last] = moving.pinned ? [0, pinnedOthers] : [pinnedOthers, others.length]
  return others.toSpliced(Math.min(Math.max(place, first), last), 0, moving)
}

/** Shown columns keep their order; a new one comes last. The last column stays. */
export function withShown(columns: Columns, column: DialogColumn): ViewColumn[] {
  const others = columns.filter(shown => shown.column !== column)
  if (others.length === columns.length) return inOrder([...columns, viewColumnSchema.parse({ column })])
  return inOrder(others.length === 0 ? columns : others)
}

/** A newly pinned column comes after the pinned ones, one let go before the others. */
export function withPinned(columns: Columns, column: DialogColumn, pinned: boolean): ViewColumn[] {
  const changed = columns.filter(shown => shown.column === column).map(shown => ({ ...shown, pinned }))
  const others = columns.filter(shown => shown.column !== column)
  return [...others.filter(shown => shown.pinned), ...changed, ...others.filter(shown => !shown.pinned)]
}

/** In px; null: as wide as the room allows. */
export function withWidth(columns: Columns, column: DialogColumn, width: number | null): ViewColumn[] {
  return inOrder(columns.map(shown => shown.column === column ? { ...shown, width: width === null ? null : allowedWidth(width) } : shown))
}

export function allowedWidth(px: number): number {
  return Math.min(Math.max(Math.round(px), columnWidthLimits.min), columnWidthLimits.max)
}

/** Where something let go at `x` stands among columns with these middles, which are given from left to right. */
export function placeAt(middles: readonly number[], x: number): number {
  return middles.filter(middle => middle < x).length
}
