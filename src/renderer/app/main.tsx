import './no-eval.ts'
import '#renderer/ui/tokens.css'
import '#renderer/ui/mantine.css'
import '#renderer/ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Target } from '#contract/alerts.ts'
import { connectBridge } from '#renderer/bridge/index.ts'
import { refresh } from '#renderer/data/refresh.ts'
import { acknowledgeDialog } from '#renderer/features/alerts/api/alert-queries.ts'
import { createDrafts } from '#renderer/features/conversation/model/drafts.ts'
import { createI18n, resolveLanguage } from '#renderer/i18n/i18n.ts'
import { viewRoute } from '#renderer/route/route.ts'
import { createRouteStore } from '#renderer/route/route-store.ts'
import { App } from './App.tsx'
import { followEngine } from './follow-engine.ts'
import { openDialog } from './open-dialog.ts'
import { Providers } from './Providers.tsx'
import { createQueryClient } from './query-client.ts'
import { createExportToasts, showNotification } from './toasts.tsx'

async function start(root: HTMLElement): Promise<void> {
  const client = createQueryClient()
  // Events may have been missed while the program could not be reached.
  await connectBridge(() => void refresh(client, {}))
  // The token is gone from the address by now.
  const routes = createRouteStore()
  const i18n = createI18n(resolveLanguage('system', navigator.language))
  const drafts = createDrafts()
  function onOpen(target: Target): void {
    if (target.kind === 'alerts') return routes.go({ screen: 'alerts' })
    openDialog(routes, target.sessionId, 'low')
    // When it fails the alert stays open in the list, which is the safe side.
    acknowledgeDialog(client, target.sessionId).catch(() => undefined)
  }
  followEngine(client, {
    onNotify: notification => showNotification(notification, { i18n, onOpen }),
    onOpen: target => {
      window.focus()
      onOpen(target)
    },
    onExport: createExportToasts(i18n),
    onSignedOut: () => routes.go(viewRoute('review'), 'replace'),
  })
  createRoot(root).render(
    <StrictMode>
      <Providers client={client} i18n={i18n} routes={routes} drafts={drafts}>
        <App />
      </Providers>
    </StrictMode>,
  )
}

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
void start(root)
