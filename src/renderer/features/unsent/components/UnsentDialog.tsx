import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '#contract/ratings.ts'
import { unsentListQuery } from '#renderer/data/unsent.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { useFocusBack } from '#renderer/ui/focus.ts'
import { useRetryAll } from '../api/unsent-queries.ts'
import { canRetry, toneOf, unsentGroups } from '../model/unsent-groups.ts'
import { UnsentItem } from './UnsentItem.tsx'
import styles from './UnsentRatings.module.css'

/** Where the list leads to. */
export type UnsentHandlers = {
  readonly onOpenDialog: (dialogId: number) => void
  /** In the dialog's form; the draft is for what does not stand there by itself. */
  readonly onEdit: (dialogId: number, draft: Draft | null) => void
  /** Taken back while it was held: what was typed is not to be lost. */
  readonly onUndone: (dialogId: number) => void
}

type Props = UnsentHandlers & { readonly onClose: () => void }

/** Every rating that the portal does not have, by what stands in its way. */
export function UnsentDialog({ onClose, onOpenDialog, onEdit, onUndone }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const list = useQuery(unsentListQuery())
  const retryAll = useRetryAll()
  useFocusBack()
  const ratings = list.data
  const bodyRef = useRef<HTMLDivElement>(null)
  // What had the keyboard may be gone with its rating, and the ratings may come later than the window.
  useEffect(() => {
    const focused = document.activeElement
    if (focused === document.body || focused === bodyRef.current) takeKeyboard()
  }, [ratings])

  /** The first conflict has it, so that the keys on it work at once. */
  function takeKeyboard(): void {
    const body = bodyRef.current
    const first = body?.querySelector<HTMLElement>('[data-conflict-card]') ?? body
    first?.focus()
  }

  function closeFor<T extends readonly unknown[]>(then: (...values: T) => void): (...values: T) => void {
    return (...values) => {
      onClose()
      then(...values)
    }
  }

  return (
    <Modal opened onClose={onClose} title={t('unsent.title')} size={640} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <div ref={bodyRef} className={styles.body} tabIndex={-1} data-autofocus onFocus={event => { if (event.target === event.currentTarget) takeKeyboard() }}>
        {list.isError && <p className={styles.note} role="alert">{t('unsent.failure')} {words(list.error).what}</p>}
        {ratings?.length === 0 && <p className={styles.note}>{t('unsent.empty')}</p>}
        {ratings !== undefined && ratings.length > 0 && (
          <div className={styles.head}>
            <p className={styles.note}>{t('unsent.text')}</p>
            {ratings.some(({ state }) => canRetry(state)) && <Button onClick={() => retryAll.mutate()} loading={retryAll.isPending}>{t('unsent.retryAll')}</Button>}
          </div>
        )}
        {unsentGroups(ratings ?? []).map(group => (
          <section key={group.state} aria-label={t(`unsent.state.${group.state}`)}>
            <h3 className={styles.group} data-tone={toneOf(group.state)}>{t(`unsent.state.${group.state}`)} · {group.ratings.length}</h3>
            <ul>
              {group.ratings.map(rating => (
                <UnsentItem key={rating.sessionId} rating={rating} onOpenDialog={closeFor(onOpenDialog)} onEdit={closeFor(onEdit)} onUndone={closeFor(onUndone)} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Modal>
  )
}
