import type { Density } from '#contract/views.ts'

/** CSS px. */
const cells: Readonly<Record<Density, number>> = { compact: 26, normal: 32, spacious: 40 }

/** The line below the cells that shows what a search found. */
const FOUND_HEIGHT = 20

export type RowHeight = { readonly cells: number; readonly row: number }

/** All rows of a list are equally high, so that 200 000 of them need no measuring. */
export function rowHeight(density: Density, searched: boolean): RowHeight {
  return { cells: cells[density], row: cells[density] + (searched ? FOUND_HEIGHT : 0) }
}
