import { createRng } from './rng.ts'
import type { Store } from './store.ts'
import type { Vote } from './types.ts'

/** A client's rating as the portal keeps it: 0 none, 5 like, 1 dislike. */
const marks: Readonly<Record<Vote, number>> = { none: 0, like: 5, dislike: 1 }

/**
 * The number behind a rating. On a line with stars a dislike is 1 or 2 and a like is 3, 4 or 5: the statistics methods
 * have no third word, so the middle counts as a like there. Unless the number was given it follows from the seed.
 */
export function starsOf(store: Store, index: number): number {
  const vote = store.vote(index)
  if (vote === 'none' || !store.line(index).hasStars) return marks[vote]
  const given = store.starsGiven(index)
  if (given !== null) return given
  const rng = createRng(store.context.seed, 'stars', store.id(index))
  return vote === 'like' ? rng.weighted([[5, 60], [4, 28], [3, 12]] as const) : rng.weighted([[1, 65], [2, 35]] as const)
}

/** What the statistics methods call a number of stars. */
export function voteOfStars(stars: number): Vote {
  return stars >= 3 ? 'like' : 'dislike'
}
