import { commentLimit } from '#contract/ratings.ts'

/** Their comment taken into mine, as a beginning for an editor: nothing is said twice. */
export function mergeComments(theirs: string, mine: string): string {
  if (mine.includes(theirs.trim())) return mine
  if (theirs.includes(mine.trim())) return theirs
  return `${theirs.trimEnd()}\n${mine}`.slice(0, commentLimit)
}
