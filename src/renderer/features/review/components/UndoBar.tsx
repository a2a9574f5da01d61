import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { UnsentRating } from '#contract/ratings.ts'
import { unsentListQuery } from '#renderer/data/unsent.ts'
import { useTakeBack } from '#renderer/features/unsent/api/unsent-queries.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import { showToast } from '#renderer/ui/toast.ts'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import styles from './UndoBar.module.css'

type Props = {
  readonly onUndone: (dialogId: number) => void
}

/** The rating saved last, while it can still be taken back. */
export function UndoBar({ onUndone }: Props) {
  const list = useQuery(unsentListQuery()).data ?? []
  const held = list.filter(({ sendAfter }) => sendAfter !== null)
  const last = held.toSorted((a, b) => (b.sendAfter ?? 0) - (a.sendAfter ?? 0))[0]
  return last === undefined ? null : <HeldRating key={last.sessionId} rating={last} onUndone={onUndone} />
}

function HeldRating({ rating, onUndone }: Props & { readonly rating: UnsentRating }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const now = useNow()
  const undo = useTakeBack()
  const seconds = Math.max(0, Math.ceil(((rating.sendAfter ?? now) - now) / 1_000))
  const rated = t('review.undoBar', { rating: rating.rating, client: rating.clientName ?? t('row.noName') })

  function takeBack(): void {
    undo.mutate(rating, {
      onSuccess: () => onUndone(rating.sessionId),
      onError: error => showToast({ id: 'undo', title: t('review.undoFailed'), message: `${words(error).what} ${words(error).next}`, closeLabel: t('app.close') }),
    })
  }

  // Held a little long, or pressed twice, the key means this one rating all the same.
  useHotkeys({ KeyZ: ({ repeat }) => { if (!repeat && !undo.isPending) takeBack() } })
  return (
    <div className={styles.undo}>
      <span className={styles.words} role="status" title={rated}>{rated}</span>
      <span className={styles.time} aria-hidden="true">{t('review.undoSeconds', { seconds })}</span>
      <Button leftSection={<Icon name="undo" size={14} />} rightSection={<Key>Z</Key>} onClick={takeBack} loading={undo.isPending}>{t('review.undo')}</Button>
    </div>
  )
}
