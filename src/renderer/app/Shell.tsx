import { useCallbackRef } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { memo, useEffect, useLayoutEffect, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts.ts'
import type { ViewName } from '#contract/dialogs.ts'
import type { Draft } from '#contract/ratings.ts'
import { connection } from '#renderer/bridge/index.ts'
import { AccountsSection } from '#renderer/features/accounts/components/AccountsSection.tsx'
import { alertsQuery, openAlertCount } from '#renderer/features/alerts/api/alert-queries.ts'
import { AlertsScreen } from '#renderer/features/alerts/components/AlertsScreen.tsx'
import { useDrafts } from '#renderer/features/conversation/model/drafts.ts'
import { RunStrip } from '#renderer/features/bulk/components/RunStrip.tsx'
import { ExportsScreen } from '#renderer/features/exports/components/ExportsScreen.tsx'
import { AuthBanner } from '#renderer/features/portal/components/AuthBanner.tsx'
import { PortalSection, portalSectionId } from '#renderer/features/portal/components/PortalSection.tsx'
import { HelpOverlay } from '#renderer/features/review/components/HelpOverlay.tsx'
import { ReviewSection } from '#renderer/features/review/components/ReviewSection.tsx'
import { UndoBar } from '#renderer/features/review/components/UndoBar.tsx'
import { ScorecardsSection } from '#renderer/features/scorecards/components/ScorecardsSection.tsx'
import { SettingsScreen } from '#renderer/features/settings/components/SettingsScreen.tsx'
import { JournalSection } from '#renderer/features/unsent/components/JournalSection.tsx'
import { RestoredBanner } from '#renderer/features/unsent/components/RestoredBanner.tsx'
import { useRoute } from '#renderer/route/use-route.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { markAppState } from './app-state.ts'
import { DialogsPage } from './DialogsPage.tsx'
import { openDialog } from './open-dialog.ts'
import { ProgramPalette } from './ProgramPalette.tsx'
import { Rail } from './Rail.tsx'
import { StatusLine } from './StatusLine.tsx'
import styles from './Shell.module.css'

type Props = { readonly account: Account }

// Every letter of a search is another place: what stands around the list is not made anew for each.
const Line = memo(StatusLine)
const Palette = memo(ProgramPalette)
const Undo = memo(UndoBar)
const Help = memo(HelpOverlay)
const Runs = memo(RunStrip)
const Side = memo(Rail)

/** The frame of the signed-in program: rail, screen, status line. */
export function Shell({ account }: Props) {
  const { t } = useTranslation()
  const { route, go } = useRoute()
  const drafts = useDrafts()
  const lost = useSyncExternalStore(connection.subscribe, connection.get) === 'lost'
  const open = (view: ViewName) => (dialogId: number) => openDialog({ get: () => route, go }, dialogId, view)
  const openAny = useCallbackRef(open('all'))
  const onUndone = useCallbackRef(open('review'))
  const onEdit = useCallbackRef(edit)
  const onPortalDetails = useCallbackRef(openPortalDetails)

  function edit(dialogId: number, draft: Draft | null): void {
    drafts.edit(dialogId, draft)
    openAny(dialogId)
  }

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
        <RestoredBanner onOpenDialog={openAny} />
      </div>
      <Side account={account} />
      <main className={styles.main}>
        {route.screen === 'dialogs' && <DialogsPage route={route} onPortalDetails={onPortalDetails} />}
        {route.screen === 'alerts' && <AlertsScreen onOpenDialog={open('low')} />}
        {route.screen === 'exports' && <ExportsScreen />}
        {route.screen === 'settings' && <SettingsScreen><ReviewSection /><ScorecardsSection /><JournalSection /><AccountsSection /><PortalSection /></SettingsScreen>}
      </main>
      <Undo onUndone={onUndone} />
      <Help />
      <div className={styles.runs}><Runs /></div>
      <Line lost={lost} onOpenDialog={openAny} onEdit={onEdit} onUndone={onUndone} onPortalDetails={onPortalDetails} />
      <Palette accountId={account.id} onPortalDetails={onPortalDetails} />
    </div>
  )
}
