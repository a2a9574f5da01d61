import type { QueryClient } from '@tanstack/react-query'
import type { Account } from '#contract/accounts.ts'
import type { ExportRun } from '#contract/exports.ts'
import type { NotificationText } from '#contract/alerts.ts'
import type { OpenRequest } from '#contract/app.ts'
import { on } from '#renderer/bridge/index.ts'
import { refresh } from '#renderer/data/refresh.ts'
import { directoryQuery, settingsQuery, syncStateQuery } from '#renderer/data/session.ts'
import { followViews } from '#renderer/data/views.ts'
import { followAccounts } from '#renderer/features/accounts/api/account-queries.ts'
import { followAlerts } from '#renderer/features/alerts/api/alert-queries.ts'
import { followBulk } from '#renderer/features/bulk/api/bulk-queries.ts'
import { followTranscripts } from '#renderer/features/conversation/api/transcript-queries.ts'
import { followDialogs } from '#renderer/features/dialogs/api/follow-dialogs.ts'
import { followExports } from '#renderer/features/exports/api/export-queries.ts'
import { followPortal } from '#renderer/features/portal/api/portal-queries.ts'
import { followReview } from '#renderer/features/review/api/review-queries.ts'
import { followScorecards } from '#renderer/features/scorecards/api/scorecard-queries.ts'
import { followSignIn } from '#renderer/features/sign-in/api/sign-in-queries.ts'
import { followUnsent } from '#renderer/features/unsent/api/unsent-queries.ts'

type Reactions = {
  readonly onNotify: (notification: NotificationText) => void
  readonly onOpen: (target: OpenRequest) => void
  readonly onExport: (run: ExportRun) => void
  readonly onAccount: (account: Account | null) => void
}

/** The engine tells what changed; here that becomes fresh queries. Called once, before the first screen. */
export function followEngine(client: QueryClient, { onNotify, onOpen, onExport, onAccount }: Reactions): void {
  on('sync.progress', state => client.setQueryData(syncStateQuery().queryKey, state))
  on('settings.changed', settings => client.setQueryData(settingsQuery().queryKey, settings))
  on('directory.changed', () => void refresh(client, { queryKey: directoryQuery().queryKey }))
  on('account.changed', onAccount)
  on('alerts.notify', onNotify)
  on('app.open', onOpen)
  followAccounts(client)
  followSignIn(client)
  followPortal(client)
  followDialogs(client)
  followTranscripts(client)
  followAlerts(client)
  followUnsent(client)
  followReview(client)
  followScorecards(client)
  followExports(client, onExport)
  followViews(client)
  followBulk(client)
}
