import type { QueryClient } from '@tanstack/react-query'
import type { i18n as I18n } from 'i18next'
import type { OpenRequest } from '#contract/app.ts'
import { call, CallError } from '#renderer/bridge/index.ts'
import { accountQuery, showAccount } from '#renderer/data/session.ts'
import { acknowledgeDialog } from '#renderer/features/alerts/api/alert-queries.ts'
import { errorWords } from '#renderer/i18n/error-words.ts'
import type { RouteStore } from '#renderer/route/route-store.ts'
import { showToast } from '#renderer/ui/toast.ts'
import { askForView } from './asked-view.ts'
import { openDialog } from './open-dialog.ts'

type Deps = { readonly client: QueryClient; readonly routes: RouteStore; readonly i18n: I18n }

/** What somebody clicked on outside of the window, in whichever account it is. */
export async function openTarget(target: OpenRequest, deps: Deps): Promise<void> {
  if (target.kind === 'view') return askForView(target.parsed)
  if (target.accountId !== null && !await bringAccount(target.accountId, deps)) return
  const { client, routes } = deps
  if (target.kind === 'alerts') return routes.go({ screen: 'alerts' })
  openDialog(routes, target.sessionId, 'low')
  // When it fails the alert stays open in the list, which is the safe side.
  await acknowledgeDialog(client, target.sessionId).catch(() => undefined)
}

/** False when it cannot be shown; the window says why. */
async function bringAccount(id: string, { client, routes, i18n }: Deps): Promise<boolean> {
  if (client.getQueryData(accountQuery().queryKey)?.id === id) return true
  try {
    showAccount(client, routes, await call('account.switch', { id }))
    return true
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    if (error.code === 'sign-in-locked') {
      routes.go({ screen: 'accounts', accountId: id })
      return false
    }
    const { what, next } = errorWords[error.code][i18n.language === 'ru' ? 'ru' : 'en']
    showToast({ id: 'account-switch', title: i18n.t('accounts.switchFailed'), message: `${what} ${next}`, tone: 'low', stay: 'long', closeLabel: i18n.t('app.close') })
    return false
  }
}
