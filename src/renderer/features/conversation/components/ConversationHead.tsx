import { ActionIcon } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { channelName } from '#contract/channels.ts'
import type { DialogRow } from '#contract/dialogs.ts'
import { useErrorWords, useFormat, useLanguage } from '#renderer/i18n/use-words.ts'
import { ClientRating } from '#renderer/ui/ClientRating.tsx'
import { Icon } from '#renderer/ui/icons.tsx'
import { showToast } from '#renderer/ui/toast.ts'
import { useOpenInPortal } from '../api/use-rating.ts'
import type { TranscriptFacts } from '../model/transcript-items.ts'
import { FactsStrip } from './FactsStrip.tsx'
import styles from './ConversationPane.module.css'

type Props = {
  readonly row: DialogRow
  /** Null while the transcript is not here. */
  readonly facts: TranscriptFacts | null
  readonly onClose: () => void
}

export function ConversationHead({ row, facts, onClose }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const portal = useOpenInPortal()
  const name = row.clientName ?? t('row.noName')

  function openInPortal(): void {
    portal.mutate(row.id, {
      onError: error => showToast({
        id: 'open-in-portal', title: t('conversation.openFailed'), message: words(error).what, tone: 'low', closeLabel: t('app.close'),
      }),
    })
  }

  return (
    <header className={styles.head}>
      <div className={styles.titleLine}>
        <h2 className={styles.name} title={name}>{name}</h2>
        <ClientRating rating={row.clientRating} scale={row.clientRatingScale} words="full" />
        <span className={styles.number}>№ {row.id}</span>
        <ActionIcon aria-label={t('conversation.openInPortal')} title={t('conversation.openInPortal')} onClick={openInPortal} loading={portal.isPending}>
          <Icon name="external" size={15} />
        </ActionIcon>
        <ActionIcon className={styles.close} aria-label={t('conversation.close')} title={t('conversation.close')} onClick={onClose}>
          <Icon name="close" size={15} />
        </ActionIcon>
      </div>
      <Meta row={row} />
      <FactsStrip row={row} facts={facts} />
    </header>
  )
}

function Meta({ row }: { readonly row: DialogRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  const language = useLanguage()
  const now = Date.now()
  const end = row.closedAt === null
    ? `${t(`statusName.${row.status}`)}, ${t('conversation.since', { time: format.moment(row.createdAt, now) })}`
    : `${row.closeReason === null ? t(`statusName.${row.status}`) : t(`closeReason.${row.closeReason}`)} ${format.moment(row.closedAt, now)}`
  return (
    <p className={styles.meta}>
      <b>{channelName(row.source, language)}</b>
      {row.lineName !== null && <> · {row.lineName}</>}
      {' · '}<b>{row.operatorName ?? t('row.noOperator')}</b>
      {row.transfers > 0 && <> · {t('conversation.transfers', { count: row.transfers })}</>}
      {' · '}{end}
    </p>
  )
}
