import { useQuery } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts.ts'
import type { ViewName } from '#contract/dialogs.ts'
import { connection } from '#renderer/bridge/index.ts'
import { AccountsSection } from '#renderer/features/accounts/components/AccountsSection.tsx'
import { alertsQuery, openAlertCount } from '#renderer/features/alerts/api/alert-queries.ts'
import { AlertsScreen } from '#renderer/features/alerts/components/AlertsScreen.tsx'
import { ExportsScreen } from '#renderer/features/exports/components/ExportsScreen.tsx'
import { AuthBanner } from '#renderer/features/portal/components/AuthBanner.tsx'
import { PortalSection, portalSectionId } from '#renderer/features/portal/components/PortalSection.tsx'
import { SettingsScreen } from '#renderer/features/settings/components/SettingsScreen.tsx'
import { useRoute } from '#renderer/route/use-route.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { markAppState } from './app-state.ts'
import { DialogsPage } from './DialogsPage.tsx'
import { openDialog } from './open-dialog.ts'
import { Rail } from './Rail.tsx'
import { StatusLine } from './StatusLine.tsx'
import styles from './Shell.module.css'

type Props = { readonly account: Account }

/** The frame of the signed-in program: rail, screen, status line. */
export function Shell({ account }: Props) {
  const { t } = useTranslation()
  const { route, go } = useRoute()
  const lost = useSyncExternalStore(connection.subscribe, connection.get) === 'lost'
  const open = (view: ViewName) => (dialogId: number) => openDialog({ get: () => route, go }, dialogId, view)

  function openPortalDetails(): void {
    go({ screen: 'settings' })
    // The screen stands after the next painting.
    requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(portalSectionId)?.scrollIntoView()))
  }

  // The list says itself when its rows stand; the other screens stand at once.
  useLayoutEffect(() => markAppState('loading'), [])
  const stands = route.screen !== 'dialogs'
  useEffect(() => {
    if (stands) markAppState('ready')
  }, [stands])

  const openAlerts = openAlertCount(useQuery(alertsQuery()).data ?? [])
  const name = t('app.name')
  useEffect(() => {
    document.title = openAlerts > 0 ? `(${openAlerts}) ${name}` : name
  }, [openAlerts, name])

  return (
    <div className={styles.shell}>
      <div className={styles.banners}>
        {lost && <div className={styles.banner} role="alert"><Icon name="warning" size={14} />{t('app.stopped')}</div>}
        <AuthBanner account={account} onSignIn={() => go({ screen: 'sign-in', kind: account.kind, host: account.host })} />
      </div>
      <Rail account={account} />
      <main className={styles.main}>
        {route.screen === 'dialogs' && <DialogsPage route={route} onPortalDetails={openPortalDetails} />}
        {route.screen === 'alerts' && <AlertsScreen onOpenDialog={open('low')} />}
        {route.screen === 'exports' && <ExportsScreen />}
        {route.screen === 'settings' && <SettingsScreen><AccountsSection /><PortalSection /></SettingsScreen>}
      </main>
      <StatusLine lost={lost} onOpenDialog={open('all')} onPortalDetails={openPortalDetails} />
    </div>
  )
}
