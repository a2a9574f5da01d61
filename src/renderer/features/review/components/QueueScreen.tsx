import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DialogRow } from '#contract/dialogs.ts'
import type { ReviewItem, ReviewQueue } from '#contract/review.ts'
import { dialogRowsQuery } from '#renderer/data/dialog-rows.ts'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { ClientRating } from '#renderer/ui/ClientRating.tsx'
import { Icon } from '#renderer/ui/icons.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import { StateMessage } from '#renderer/ui/StateMessage.tsx'
import { SupervisorRating } from '#renderer/ui/SupervisorRating.tsx'
import styles from './Review.module.css'

type Props = {
  readonly queue: ReviewQueue
  readonly selectedId: number | null
  readonly onSelect: (sessionId: number) => void
  readonly onSkip: () => void
  readonly onEnd: () => void
}

/** So many are shown at a time; the page turns with the selection. */
const PAGE = 50

/** How far the queue is, and its dialogs around the one being read. */
export function QueueScreen({ queue, selectedId, onSelect, onSkip, onEnd }: Props) {
  const { t } = useTranslation()
  const { items } = queue
  const index = Math.max(0, items.findIndex(({ sessionId }) => sessionId === selectedId))
  const first = Math.floor(index / PAGE) * PAGE
  const shown = items.slice(first, first + PAGE)
  const rows = useQuery(dialogRowsQuery(useQueryClient(), shown.map(({ sessionId }) => sessionId))).data
  const byId = new Map(rows?.map(row => [row.id, row]))
  const waiting = items.filter(({ state }) => state === 'waiting').length
  const canSkip = items.some(({ sessionId, state }) => sessionId === selectedId && state === 'waiting')
  const below = items.length - first - shown.length

  return (
    <section className={styles.screen} aria-label={t('review.title')}>
      <QueueHead queue={queue} canSkip={canSkip} onSkip={onSkip} onEnd={onEnd} />
      {waiting === 0 && (
        <div className={styles.done}>
          <StateMessage icon="check" title={t('review.doneTitle')} text={t('review.doneText', { rated: queue.rated, skipped: queue.skipped })}>
            <Button variant="filled" onClick={onEnd}>{t('review.end')}</Button>
          </StateMessage>
        </div>
      )}
      <div className={styles.scroll} tabIndex={0} data-dialog-grid="" role="region" aria-label={t('review.items')}>
        {first > 0 && <p className={styles.more}>{t('review.before', { count: first })}</p>}
        <ol className={styles.items} start={first + 1}>
          {shown.map((item, position) => (
            <QueueItem key={item.sessionId} item={item} number={first + position + 1} row={byId.get(item.sessionId)} current={item.sessionId === selectedId} onSelect={onSelect} />
          ))}
        </ol>
        {below > 0 && <p className={styles.more}>{t('review.more', { count: below })}</p>}
      </div>
    </section>
  )
}

function QueueHead({ queue, canSkip, onSkip, onEnd }: Pick<Props, 'queue' | 'onSkip' | 'onEnd'> & { readonly canSkip: boolean }) {
  const { t } = useTranslation()
  const { items, rated, skipped, sample, matched, blind, operators } = queue
  const done = rated + skipped
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        <h1>{t('review.title')}</h1>
        <span className={styles.progress} role="status">{t('review.progress', { done, total: items.length })}</span>
        <progress value={done} max={Math.max(1, items.length)} aria-hidden="true" />
        {skipped > 0 && <span className={styles.note}>{t('review.skipped', { count: skipped })}</span>}
        <span className={styles.headActions}>
          <Button leftSection={<Icon name="skip" size={14} />} rightSection={<Key>S</Key>} disabled={!canSkip} onClick={onSkip}>{t('review.skip')}</Button>
          <Button onClick={onEnd}>{t('review.end')}</Button>
        </span>
      </div>
      <p className={styles.note}>
        {sample === null ? t('review.listOf', { count: items.length }) : t('review.sampleOf', { size: items.length, matched, seed: sample.seed })}
        {blind !== 'off' && <> · <b>{t(`review.blindNote.${blind}`)}</b></>}
      </p>
      {operators.length > 0 && (
        <ul className={styles.operators} aria-label={t('review.operators')}>
          {operators.map(({ operatorId, name, rated: ratedOf, total, quota }) => {
            const short = quota !== null && total < quota ? t('review.short', { total, quota }) : undefined
            return (
              <li key={operatorId} data-done={ratedOf === total || undefined} title={short}>
                {t('review.operator', { name: name ?? t('row.noOperator'), rated: ratedOf, total })}
                {short !== undefined && <span className={styles.short}> ({short})</span>}
              </li>
            )
          })}
        </ul>
      )}
    </header>
  )
}

type ItemProps = {
  readonly item: ReviewItem
  readonly number: number
  readonly row: DialogRow | undefined
  readonly current: boolean
  readonly onSelect: (sessionId: number) => void
}

const stateWords = { waiting: 'review.stateWaiting', rated: 'review.stateRated', skipped: 'review.stateSkipped' } as const

function QueueItem({ item, number, row, current, onSelect }: ItemProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const hides = (what: DialogRow['hidden'][number]): boolean => row?.hidden.includes(what) ?? false
  return (
    <li>
      <button type="button" className={styles.item} aria-current={current || undefined} data-state={item.state} data-session={item.sessionId} onClick={() => onSelect(item.sessionId)}>
        <span className={styles.number}>{format.number(number)}</span>
        <span className={styles.client} title={row?.clientName ?? undefined}>{row === undefined ? '…' : row.clientName ?? t('row.noName')}</span>
        <span className={styles.operator}>{hides('operator') ? t('review.hidden') : row?.operatorName ?? t('row.noOperator')}</span>
        <span>{hides('clientRating') ? <span className={styles.note}>{t('review.hidden')}</span> : row && <ClientRating rating={row.clientRating} scale={row.clientRatingScale} words="low" />}</span>
        <span className={styles.own}>
          {item.state === 'rated' && row ? <SupervisorRating rating={row.supervisorRating} state={row.ratingState} /> : t(stateWords[item.state])}
        </span>
        {item.skipReason !== null && <span className={styles.why}>{item.skipReason}</span>}
      </button>
    </li>
  )
}
