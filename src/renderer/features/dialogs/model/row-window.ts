import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'
import { CHUNK_SIZE } from '../api/dialog-queries.ts'

/**
 * Which rows are in the page, and which of its elements each of them takes. Rows that scroll keep theirs. After a jump,
 * further than rows are read ahead, new rows take over the elements of those before: writing into elements that are there
 * is faster than making them, and whoever drags the scroll bar jumps with every frame.
 */
export function createRowWindow() {
  let start = 0
  let taken = 0
  let jumped = false
  return {
    extract(range: Range): number[] {
      const by = range.startIndex - start
      if (by !== 0) jumped = Math.abs(by) > CHUNK_SIZE
      if (Math.abs(by) > CHUNK_SIZE) taken += by
      start = range.startIndex
      return defaultRangeExtractor(range)
    },
    keyOf: (index: number): number => index - taken,
    /** Whether the last step was a jump. */
    hasJumped: () => jumped,
  }
}
