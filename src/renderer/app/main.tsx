import './no-eval.ts'
import '#renderer/ui/tokens.css'
import '#renderer/ui/mantine.css'
import '#renderer/ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { OpenRequest } from '#contract/app.ts'
import { connectBridge } from '#renderer/bridge/index.ts'
import { refresh } from '#renderer/data/refresh.ts'
import { showAccount } from '#renderer/data/session.ts'
import { keepDrafts } from '#renderer/features/conversation/api/keep-drafts.ts'
import { createDraftsByAccount } from '#renderer/features/conversation/model/drafts.ts'
import { createI18n, resolveLanguage } from '#renderer/i18n/i18n.ts'
import { createRouteStore } from '#renderer/route/route-store.ts'
import { App } from './App.tsx'
import { followEngine } from './follow-engine.ts'
import { openTarget } from './open-target.ts'
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
  const drafts = createDraftsByAccount(keepDrafts)
  const onOpen = (target: OpenRequest): void => void openTarget(target, { client, routes, i18n })
  followEngine(client, {
    onNotify: notification => showNotification(notification, { i18n, onOpen }),
    onOpen: target => {
      window.focus()
      onOpen(target)
    },
    onExport: createExportToasts(i18n),
    onAccount: account => showAccount(client, routes, account),
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
