import type { DialogColumn } from '#contract/dialogs.ts'

/** `column` stands at `place` afterwards, counted from 0; beyond the ends means at the end. */
export function withMoved(columns: readonly DialogColumn[], column: DialogColumn, place: number): DialogColumn[] {
  const others = columns.filter(name => name !== column)
  const at = Math.min(Math.max(place, 0), others.length)
  return [...others.slice(0, at), column, ...others.slice(at)]
}

/** Shown columns keep their order; a new one comes last. The last column stays. */
export function withShown(columns: readonly DialogColumn[], column: DialogColumn): DialogColumn[] {
  if (!columns.includes(column)) return [...columns, column]
  return columns.length === 1 ? [...columns] : columns.filter(name => name !== column)
}
