import type { Density } from '#contract/views.ts'

/** CSS px. */
const cells: Readonly<Record<Density, number>> = { compact: 26, normal: 32, spacious: 40 }

/** The line below the cells that shows what a search found. */
const FOUND_HEIGHT = 20

/** Browsers make nothing higher: rows below that could not be scrolled to. */
const HIGHEST = 33_000_000

const lower: Readonly<Record<Density, Density>> = { spacious: 'normal', normal: 'compact', compact: 'compact' }

export type RowHeight = {
  readonly cells: number
  readonly row: number
  /** Whether there is the line of what was found. */
  readonly hasFound: boolean
}

/** All rows of a list are equally high, so that 200 000 of them need no measuring. Of very many they are less high than asked. */
export function rowHeight(density: Density, searched: boolean, rows: number): RowHeight {
  const row = cells[density] + (searched ? FOUND_HEIGHT : 0)
  if (row * rows <= HIGHEST || (!searched && density === 'compact')) return { cells: cells[density], row, hasFound: searched }
  return searched ? rowHeight(density, false, rows) : rowHeight(lower[density], false, rows)
}
