import type { DialogRow } from '#contract/dialogs.ts'
import { mergedDraft } from '#renderer/data/merge-comments.ts'
import { useRatingMeaning } from '#renderer/data/rating-words.ts'
import { ConflictCard } from '#renderer/ui/ConflictCard.tsx'
import { Failure } from '#renderer/ui/Failure.tsx'
import type { Conflict } from '../api/use-conflict.ts'
import { useDrafts } from '../model/drafts.ts'

type Props = { readonly row: DialogRow; readonly conflict: Conflict }

/** In the rating form: a merged comment is edited below, and saved from there. */
export function FormConflict({ row, conflict }: Props) {
  const meaning = useRatingMeaning()
  const drafts = useDrafts()
  const { theirs, mine, pending, changed, error, choose } = conflict
  const merge = (): void => drafts.edit(row.id, mergedDraft({ theirs, mine, written: drafts.get(row.id) }))
  return (
    <ConflictCard
      theirs={theirs} mine={mine} meaning={meaning} pending={pending} changed={changed} keysOf="window"
      onChoose={choice => (choice === 'merge' ? merge() : choose(choice, () => drafts.set(row.id, null)))}
    >
      {error !== null && <Failure error={error} />}
    </ConflictCard>
  )
}
