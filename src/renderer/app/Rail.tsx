import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts.ts'
import { builtInViews, type View } from '#contract/views.ts'
import { viewsQuery } from '#renderer/data/views.ts'
import { AccountMenu } from '#renderer/features/accounts/components/AccountMenu.tsx'
import { alertsQuery, openAlertCount } from '#renderer/features/alerts/api/alert-queries.ts'
import { useRoute } from '#renderer/route/use-route.ts'
import { RailEntry } from './RailEntry.tsx'
import { RailViews } from './RailViews.tsx'
import styles from './Rail.module.css'

type Props = { readonly account: Account }

/** Until the engine has told. */
const firstViews: readonly View[] = builtInViews.map((view, index) => ({ ...view, name: null, layout: null, shortcut: index + 1 }))

export function Rail({ account }: Props) {
  const { t } = useTranslation()
  const { route } = useRoute()
  const views = useQuery(viewsQuery()).data ?? firstViews
  const openAlerts = openAlertCount(useQuery(alertsQuery()).data ?? [])

  return (
    <nav className={styles.rail} aria-label={t('nav.label')}>
      <AccountMenu account={account} />
      <RailViews views={views} />
      <p className={styles.group}>{t('nav.team')}</p>
      <ul>
        <RailEntry target={{ screen: 'alerts' }} current={route.screen === 'alerts'} icon="bell" name={t('nav.alerts')} badge={openAlerts} />
        <RailEntry target={{ screen: 'exports' }} current={route.screen === 'exports'} icon="download" name={t('nav.exports')} />
      </ul>
      <ul className={styles.last}>
        <RailEntry target={{ screen: 'settings' }} current={route.screen === 'settings'} icon="settings" name={t('nav.settings')} />
      </ul>
    </nav>
  )
}
