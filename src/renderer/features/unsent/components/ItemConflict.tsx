import type { UnsentRating } from '#contract/ratings.ts'
import { mergeComments } from '#renderer/data/merge-comments.ts'
import { useRatingMeaning } from '#renderer/data/rating-words.ts'
import { isNewConflict, useResolveRating } from '#renderer/data/resolve-rating.ts'
import { ConflictCard } from '#renderer/ui/ConflictCard.tsx'
import { Failure } from '#renderer/ui/Failure.tsx'
import type { UnsentHandlers } from './UnsentDialog.tsx'

type Props = Pick<UnsentHandlers, 'onEdit'> & { readonly rating: UnsentRating }

export function ItemConflict({ rating: { sessionId, rating, comment, theirs, base }, onEdit }: Props) {
  const meaning = useRatingMeaning()
  const resolve = useResolveRating()
  const seen = theirs ?? base
  return (
    <ConflictCard
      theirs={seen} mine={{ rating, comment }} meaning={meaning} pending={resolve.isPending} changed={isNewConflict(resolve.error)} keysOf="card"
      onChoose={choice => {
        if (choice === 'merge') onEdit(sessionId, { rating, comment: mergeComments(seen.comment ?? '', comment), seen })
        else resolve.mutate({ choice, sessionId, seen })
      }}
    >
      {resolve.error !== null && !isNewConflict(resolve.error) && <Failure error={resolve.error} />}
    </ConflictCard>
  )
}
