import { useTranslation } from 'react-i18next'
import type { Alert } from '#contract/alerts.ts'
import { channelName } from '#contract/channels.ts'
import { useFormat, useLanguage, useWaitWords } from '#renderer/i18n/use-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import styles from './AlertsScreen.module.css'

type Props = {
  readonly title: string
  readonly alerts: readonly Alert[]
  readonly onOpen: (alert: Alert) => void
}

export function AlertList({ title, alerts, onOpen }: Props) {
  const format = useFormat()
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.heading}>{title} <span>{format.number(alerts.length)}</span></h2>
      <ul className={styles.list}>
        {alerts.map(alert => <AlertItem key={alert.id} alert={alert} onOpen={onOpen} />)}
      </ul>
    </section>
  )
}

function AlertItem({ alert, onOpen }: { readonly alert: Alert; readonly onOpen: (alert: Alert) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const language = useLanguage()
  const waitWords = useWaitWords()
  const client = alert.clientName ?? t('row.noName')
  const at = alert.ratedAt ?? alert.detectedAt
  return (
    <li>
      <button type="button" className={styles.item} data-state={alert.state} onClick={() => onOpen(alert)}>
        <span className={styles.icon}><Icon name="thumbDown" size={15} solid /></span>
        <span className={styles.client} title={client}>
          {client}<span className="visually-hidden">, № {alert.sessionId}, {t(alert.state === 'open' ? 'alerts.stateOpen' : 'alerts.stateAcknowledged')}</span>
        </span>
        <span className={styles.cell} title={alert.operatorName ?? undefined}>{alert.operatorName ?? t('row.noOperator')}</span>
        <span className={styles.quiet}>{channelName(alert.source, language)}</span>
        <span className={styles.quiet} title={alert.lineName ?? undefined}>{alert.lineName ?? '—'}</span>
        <span className={styles.cell}>
          {alert.waitAnswer === null ? t('alerts.noAnswer') : t('alerts.waited', { time: waitWords(alert.waitAnswer) })}
        </span>
        <time className={styles.when} title={format.dateTime(at)}>{format.moment(at, Date.now())}</time>
      </button>
    </li>
  )
}
