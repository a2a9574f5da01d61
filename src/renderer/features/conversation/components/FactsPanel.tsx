import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { channelName } from '#contract/channels.ts'
import type { DialogLink, DialogRow } from '#contract/dialogs.ts'
import type { Message } from '#contract/transcripts.ts'
import { isRead } from '#renderer/data/is-read.ts'
import { useFormat, useLanguage } from '#renderer/i18n/use-words.ts'
import { ClientRating } from '#renderer/ui/ClientRating.tsx'
import { Icon } from '#renderer/ui/icons.tsx'
import { SupervisorRating } from '#renderer/ui/SupervisorRating.tsx'
import { ofClientQuery } from '../api/insight-queries.ts'
import { operatorChain } from '../model/operator-chain.ts'
import { RatingJournal } from './RatingJournal.tsx'
import { Skips } from './Skips.tsx'
import styles from './FactsPanel.module.css'

type Props = {
  readonly row: DialogRow
  readonly messages: readonly Message[]
  readonly onLink: (what: DialogLink) => void
  readonly onOpenDialog: (id: number) => void
}

/** All that is known of the dialog, beside what it says itself. */
export function FactsPanel({ row, messages, onLink, onOpenDialog }: Props) {
  const { t } = useTranslation()
  return (
    <section className={styles.panel} id={factsPanelId} aria-label={t('facts.label')} tabIndex={0}>
      <People row={row} messages={messages} onLink={onLink} />
      <Times row={row} />
      <Waits row={row} />
      <Ratings row={row} />
      <OfClient row={row} onOpenDialog={onOpenDialog} />
    </section>
  )
}

export const factsPanelId = 'dialog-facts'

function People({ row, messages, onLink }: Pick<Props, 'row' | 'messages' | 'onLink'>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const chain = row.hidden.includes('operator') ? [] : operatorChain(messages, row.operatorName)
  const { crmEntityType: type, crmEntityId: id } = row
  return (
    <Group title={t('facts.people')}>
      <Fact name={t('column.client')}><bdi>{row.clientName ?? t('row.noName')}</bdi></Fact>
      <Fact name={t('column.source')}>{channelName(row.source, language)}</Fact>
      <Fact name={t('column.line')}>{row.lineName === null ? '—' : <bdi>{row.lineName}</bdi>}</Fact>
      <Fact name={t('column.operator')}>
        {row.hidden.includes('operator') ? t('facts.hidden') : chain.length === 0 ? t('row.noOperator') : chain.map((name, index) => (
          <span key={index}>{index > 0 && <span className={styles.faint}> → </span>}<bdi>{name}</bdi></span>
        ))}
      </Fact>
      {row.department !== null && <Fact name={t('facts.department')}>{row.department}</Fact>}
      <Fact name={t('facts.crm')}>
        {type === null || id === null
          ? <span className={styles.faint}>{t('facts.noCrm')}</span>
          : <LinkButton onClick={() => onLink('crm')}>{t('facts.crmRecord', { type: t(`facts.crmType.${crmKind(type)}`), id })}</LinkButton>}
      </Fact>
      <Fact name={t('facts.chat')}><LinkButton onClick={() => onLink('chat')}>{t('facts.openChat')}</LinkButton></Fact>
    </Group>
  )
}

const crmKinds = ['lead', 'deal', 'contact', 'company'] as const

function crmKind(type: string): (typeof crmKinds)[number] | 'other' {
  return crmKinds.find(kind => kind === type.toLowerCase()) ?? 'other'
}

function Times({ row }: { readonly row: DialogRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  const times = [
    ['created', row.createdAt], ['taken', row.operatorAnswerAt], ['firstAnswer', row.firstAnswerAt], ['lastMessage', row.lastMessageAt],
    ['rated', row.ratedAt], ['closed', row.closedAt], ['changed', row.changedAt],
  ] as const
  return (
    <Group title={`${t('facts.times')}, ${format.zone}`}>
      {times.map(([name, at]) => at !== null && (
        <Fact key={name} name={t(`facts.at.${name}`)}><time dateTime={new Date(at).toISOString()}>{format.dateTime(at)}</time></Fact>
      ))}
      <Fact name={t('column.status')}>{row.closeReason === null ? t(`statusName.${row.status}`) : t(`closeReason.${row.closeReason}`)}</Fact>
    </Group>
  )
}

function Waits({ row }: { readonly row: DialogRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  const read = isRead(row)
  const waits = [
    ['answer', row.waitAnswer], ['taken', row.waitTaken], ['reply', row.firstReply], ['bot', row.botTime], ['longest', row.longestReply], ['average', row.averageReply],
    ['total', row.totalReply], ['dialog', row.dialogTime], ['close', row.waitClose],
  ] as const
  return (
    <Group title={t('facts.waits')}>
      {waits.map(([name, seconds]) => (
        <Fact key={name} name={t(`facts.wait.${name}`)}>
          {seconds !== null ? format.duration(seconds) : <span className={styles.faint}>{read ? '—' : t('row.unread')}</span>}
        </Fact>
      ))}
      <Fact name={t('facts.kpi')}>
        {row.kpiFirstAnswer === null
          ? <span className={styles.faint}>{t('facts.kpiNone')}</span>
          : row.kpiFirstAnswer ? t('facts.kpiMet') : <span className={styles.low}>{t('facts.kpiMissed')}</span>}
      </Fact>
      <Fact name={t('column.transfers')}>{format.number(row.transfers)}</Fact>
    </Group>
  )
}

function Ratings({ row }: { readonly row: DialogRow }) {
  const { t } = useTranslation()
  const hidden = row.hidden.includes('clientRating')
  return (
    <Group title={t('facts.ratings')}>
      <Fact name={t('column.clientRating')}>
        {hidden ? t('facts.hidden') : row.clientRating === null ? <span className={styles.faint}>{t('row.notRated')}</span> : <ClientRating rating={row.clientRating} scale={row.clientRatingScale} words="full" />}
      </Fact>
      <Fact name={t('column.supervisorRating')}><SupervisorRating rating={row.supervisorRating} state={row.ratingState} /></Fact>
      {row.supervisorComment !== null && row.supervisorComment !== '' && (
        <div className={styles.comment} role="region" aria-label={t('rating.comment')} tabIndex={0} dir="auto">{row.supervisorComment}</div>
      )}
      <RatingJournal sessionId={row.id} />
      <Skips sessionId={row.id} />
    </Group>
  )
}

function OfClient({ row, onOpenDialog }: Pick<Props, 'row' | 'onOpenDialog'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(ofClientQuery(row.id))
  const now = Date.now()
  return (
    <Group title={data === undefined || data.length === 0 ? t('facts.ofClient') : `${t('facts.ofClient')} · ${format.number(data.length)}`}>
      {data?.length === 0 && <p className={styles.faint}>{t('facts.noOther')}</p>}
      {data !== undefined && data.length > 0 && (
        <ul className={styles.others}>
          {data.map(other => (
            <li key={other.id}>
              <button type="button" className={styles.other} onClick={() => onOpenDialog(other.id)}>
                <span className={styles.otherTime}>{format.moment(other.createdAt, now)}</span>
                <bdi className={styles.otherWho}>{[other.lineName, other.operatorName].filter(name => name !== null).join(' · ') || `№ ${other.id}`}</bdi>
                <ClientRating rating={other.clientRating} scale={other.clientRatingScale} words="low" />
                <SupervisorRating rating={other.supervisorRating} state={null} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Group>
  )
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.group} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return <div className={styles.fact}><span className={styles.name}>{name}</span><span className={styles.value}>{children}</span></div>
}

function LinkButton({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return <button type="button" className={styles.link} onClick={onClick}>{children}<Icon name="external" size={12} /></button>
}
