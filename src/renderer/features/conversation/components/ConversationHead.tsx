import { ActionIcon } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { channelName } from '#contract/channels.ts'
import type { DialogRow } from '#contract/dialogs.ts'
import { useFormat, useLanguage } from '#renderer/i18n/use-words.ts'
import { ClientRating } from '#renderer/ui/ClientRating.tsx'
import { Icon } from '#renderer/ui/icons.tsx'
import type { TranscriptFacts } from '../model/transcript-items.ts'
import { ConversationMenu } from './ConversationMenu.tsx'
import { factsPanelId } from './FactsPanel.tsx'
import { FactsStrip } from './FactsStrip.tsx'
import styles from './ConversationPane.module.css'

type Props = {
  readonly row: DialogRow
  /** Null while the transcript is not here. */
  readonly facts: TranscriptFacts | null
  readonly factsOpen: boolean
  readonly onFacts: (open: boolean) => void
  readonly onOpenInPortal: () => void
  readonly onClose: () => void
}

export function ConversationHead({ row, facts, factsOpen, onFacts, onOpenInPortal, onClose }: Props) {
  const { t } = useTranslation()
  const name = row.clientName ?? t('row.noName')
  return (
    <header className={styles.head}>
      <div className={styles.titleLine}>
        <h2 className={styles.name} title={name}><bdi>{name}</bdi></h2>
        <ClientRating rating={row.clientRating} scale={row.clientRatingScale} words="full" />
        <ActionIcon
          aria-label={t('conversation.facts')} title={`${t(factsOpen ? 'facts.hide' : 'facts.show')} (I)`} aria-expanded={factsOpen} aria-controls={factsOpen ? factsPanelId : undefined}
          data-on={factsOpen || undefined} className={styles.toggle} onClick={() => onFacts(!factsOpen)}
        >
          <Icon name="info" size={15} />
        </ActionIcon>
        <ActionIcon aria-label={t('conversation.openInPortal')} title={t('conversation.openInPortal')} onClick={onOpenInPortal}>
          <Icon name="external" size={15} />
        </ActionIcon>
        <ConversationMenu row={row} />
        <ActionIcon className={styles.close} aria-label={t('conversation.close')} title={t('conversation.close')} onClick={onClose}>
          <Icon name="close" size={15} />
        </ActionIcon>
      </div>
      <Meta row={row} />
      <FactsStrip row={row} facts={facts} />
    </header>
  )
}

/** Ends a line rather than begins one. */
const dot = '\u00a0· '

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
      {row.lineName !== null && <>{dot}<bdi>{row.lineName}</bdi></>}
      {dot}<b><bdi>{row.hidden.includes('operator') ? t('facts.hidden') : row.operatorName ?? t('row.noOperator')}</bdi></b>
      {row.transfers > 0 && <>{dot}{t('conversation.transfers', { count: row.transfers })}</>}
      {dot}<span>{end}{dot}<span className={styles.number}>№ {row.id}</span></span>
    </p>
  )
}
