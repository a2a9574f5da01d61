import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutboxSummary } from '#contract/ratings.ts'
import { unsentSummaryQuery } from '#renderer/data/unsent.ts'
import { useWaitWords } from '#renderer/i18n/use-words.ts'
import { ButtonRoot } from '#renderer/ui/ButtonRoot.tsx'
import { Icon } from '#renderer/ui/icons.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { useRetryAll } from '../api/unsent-queries.ts'
import { canRetryAny, coarseAge } from '../model/unsent-groups.ts'
import { UnsentDialog, type UnsentHandlers } from './UnsentDialog.tsx'
import styles from './UnsentRatings.module.css'

/** How many ratings the portal does not have yet, since when, and what waits for a decision; opens the list of them. */
export function UnsentRatings(handlers: UnsentHandlers) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const retryAll = useRetryAll()
  const summary = useQuery(unsentSummaryQuery()).data
  useHotkeys({ KeyU: () => setOpened(true) })
  if (summary === undefined) return null
  const { unsent, attention, states } = summary
  return (
    <span className={styles.status}>
      <button type="button" className={styles.button} data-failed={attention > 0 || undefined} title={`${t('unsent.show')} (U)`} aria-haspopup="dialog" onClick={() => setOpened(true)}>
        {unsent > 0 && <Icon name={attention > 0 ? 'warning' : 'clock'} size={13} />}
        {t('status.unsent', { count: unsent })}
      </button>
      {unsent > 0 && <Details summary={summary} />}
      {canRetryAny(states) && (
        <ButtonRoot className={styles.button} disabled={retryAll.isPending} onClick={() => retryAll.mutate()}>
          <Icon name="refresh" size={12} />{t('status.retryNow')}
        </ButtonRoot>
      )}
      {opened && <UnsentDialog {...handlers} onClose={() => setOpened(false)} />}
    </span>
  )
}

function Details({ summary: { states, oldestAt } }: { readonly summary: OutboxSummary }) {
  const { t } = useTranslation()
  const waits = useWaitWords()
  const now = useNow()
  const age = oldestAt === null ? null : coarseAge(oldestAt, now)
  const [conflicts, refused] = [states.conflict, states.refused]
  return (
    <>
      {conflicts > 0 && <span className={styles.trouble}>{t('status.conflicts', { count: conflicts })}</span>}
      {refused > 0 && <span className={styles.trouble}>{t('status.refused', { count: refused })}</span>}
      {age !== null && <span>{t('status.oldest', { time: waits(age) })}</span>}
    </>
  )
}
