import type { Draft, Vote } from '#contract/ratings.ts'

/** A form in which theirs has been taken into what is being written there, or else into what was saved. */
export function mergedDraft({ theirs, mine, written }: { readonly theirs: Vote; readonly mine: Vote; readonly written: Draft | undefined }): Draft {
  const comment = written?.comment ?? mine.comment ?? ''
  return { rating: written?.rating ?? mine.rating, comment: mergeComments(theirs.comment ?? '', comment), seen: theirs }
}

/** Their comment taken into mine, as a beginning for an editor: nothing is said twice, and nothing is left out. */
export function mergeComments(theirs: string, mine: string): string {
  if (mine.includes(theirs.trim())) return mine
  if (theirs.includes(mine.trim())) return theirs
  return `${theirs.trimEnd()}\n${mine}`
}
