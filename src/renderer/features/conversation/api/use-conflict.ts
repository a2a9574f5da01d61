import { useQuery } from '@tanstack/react-query'
import type { DialogRow } from '#contract/dialogs.ts'
import type { Vote } from '#contract/ratings.ts'
import { isNewConflict, useResolveRating } from '#renderer/data/resolve-rating.ts'
import { unsentListQuery } from '#renderer/data/unsent.ts'

export type Conflict = {
  readonly theirs: Vote
  readonly mine: Vote & { readonly rating: number }
  readonly pending: boolean
  /** Theirs had changed when a choice was made. */
  readonly changed: boolean
  /** Why the choice could not be kept. */
  readonly error: Error | null
  readonly choose: (choice: 'theirs' | 'mine', after: () => void) => void
  readonly merge: (edited: { readonly rating: number; readonly comment: string }, after: () => void) => void
}

/** The conflict over this dialog's rating; null where there is none. */
export function useConflict({ id, ratingState, portalRating, portalComment, supervisorRating, supervisorComment }: DialogRow): Conflict | null {
  const inConflict = ratingState === 'conflict'
  const entry = useQuery({ ...unsentListQuery(), enabled: inConflict }).data?.find(({ sessionId }) => sessionId === id)
  const resolve = useResolveRating()
  if (!inConflict || supervisorRating === null) return null
  const theirs = entry?.theirs ?? { rating: portalRating, comment: portalComment }
  const isNew = isNewConflict(resolve.error)
  return {
    theirs, mine: { rating: supervisorRating, comment: supervisorComment }, pending: resolve.isPending, changed: isNew, error: isNew ? null : resolve.error,
    choose: (choice, onSuccess) => resolve.mutate({ choice, sessionId: id, seen: theirs }, { onSuccess }),
    merge: (edited, onSuccess) => resolve.mutate({ choice: 'merge', sessionId: id, seen: theirs, ...edited }, { onSuccess }),
  }
}
