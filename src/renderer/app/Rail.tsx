import { useQuery } from '@tanstack/react-query'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts.ts'
import { viewNames, type ViewName } from '#contract/dialogs.ts'
import { AccountMenu } from '#renderer/features/accounts/components/AccountMenu.tsx'
import { alertsQuery, openAlertCount } from '#renderer/features/alerts/api/alert-queries.ts'
import { dialogCountsQuery } from '#renderer/features/dialogs/api/dialog-queries.ts'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { formatRoute, viewRoute, type Route } from '#renderer/route/route.ts'
import { useRoute } from '#renderer/route/use-route.ts'
import { Icon, type IconName } from '#renderer/ui/icons.tsx'
import styles from './Rail.module.css'

type Props = { readonly account: Account }

const viewIcons: Readonly<Record<ViewName, IconName>> = { review: 'review', low: 'thumbDown', open: 'clock', all: 'list' }

export function Rail({ account }: Props) {
  const { t } = useTranslation()
  const counts = useQuery(dialogCountsQuery()).data
  const openAlerts = openAlertCount(useQuery(alertsQuery()).data ?? [])

  return (
    <nav className={styles.rail} aria-label={t('nav.label')}>
      <AccountMenu account={account} />
      <ul>
        {viewNames.map(view => <Entry key={view} target={viewRoute(view)} icon={viewIcons[view]} name={t(`nav.${view}`)} count={counts?.[view]} />)}
      </ul>
      <p className={styles.group}>{t('nav.team')}</p>
      <ul>
        <Entry target={{ screen: 'alerts' }} icon="bell" name={t('nav.alerts')} badge={openAlerts} />
        <Entry target={{ screen: 'exports' }} icon="download" name={t('nav.exports')} />
      </ul>
      <ul className={styles.last}>
        <Entry target={{ screen: 'settings' }} icon="settings" name={t('nav.settings')} />
      </ul>
    </nav>
  )
}

type EntryProps = {
  readonly target: Route
  readonly icon: IconName
  readonly name: string
  readonly count?: number | undefined
  /** A number that asks for something; none when it is 0. */
  readonly badge?: number
}

function Entry({ target, icon, name, count, badge = 0 }: EntryProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { route, go } = useRoute()
  const current = target.screen === 'dialogs' ? route.screen === 'dialogs' && route.view === target.view : route.screen === target.screen

  function follow(event: MouseEvent): void {
    event.preventDefault()
    go(target)
  }

  return (
    <li>
      <a className={styles.entry} href={formatRoute(target)} aria-current={current ? 'page' : undefined} title={name} onClick={follow}>
        <Icon name={icon} size={15} />
        <span className={styles.name}>{name}</span>
        {count !== undefined && <span className={styles.count}>{format.number(count)}</span>}
        {badge > 0 && (
          <span className={styles.badge}>
            <span aria-hidden="true">{format.number(badge)}</span>
            <span className="visually-hidden">{t('nav.openAlerts', { count: badge })}</span>
          </span>
        )}
      </a>
    </li>
  )
}
