import type { UnsentRating } from '#contract/ratings.ts'
import { mergedDraft } from '#renderer/data/merge-comments.ts'
import { useRatingMeaning } from '#renderer/data/rating-words.ts'
import { isNewConflict, useResolveRating } from '#renderer/data/resolve-rating.ts'
import { useDrafts } from '#renderer/features/conversation/model/drafts.ts'
import { ConflictCard } from '#renderer/ui/ConflictCard.tsx'
import { Failure } from '#renderer/ui/Failure.tsx'
import type { UnsentHandlers } from './UnsentDialog.tsx'

type Props = Pick<UnsentHandlers, 'onEdit'> & { readonly rating: UnsentRating }

export function ItemConflict({ rating: { sessionId, rating, comment, theirs, base }, onEdit }: Props) {
  const meaning = useRatingMeaning()
  const resolve = useResolveRating()
  const drafts = useDrafts()
  const seen = theirs ?? base
  const mine = { rating, comment }
  return (
    <ConflictCard
      theirs={seen} mine={mine} meaning={meaning} pending={resolve.isPending} changed={isNewConflict(resolve.error)} keysOf="card"
      onChoose={choice => {
        if (choice === 'merge') onEdit(sessionId, mergedDraft({ theirs: seen, mine, written: drafts.get(sessionId) }))
        else resolve.mutate({ choice, sessionId, seen })
      }}
    >
      {resolve.error !== null && !isNewConflict(resolve.error) && <Failure error={resolve.error} />}
    </ConflictCard>
  )
}
