import { parentPort, workerData } from 'node:worker_threads'
import { startPortal } from './server.ts'
import type { Portal, PortalOptions } from './server.ts'

/** The demo portal in a worker thread: `workerData` = options; answers `ready` or `error`, then obeys `close`. */
async function main(): Promise<void> {
  if (parentPort === null) throw new Error('worker.ts is to be started as a worker thread')
  const port = parentPort
  let portal: Portal
  try {
    // Safe: the starter is our own code and passes PortalOptions.
    portal = await startPortal((workerData ?? {}) as PortalOptions)
  } catch (error) {
    port.postMessage({ type: 'error', message: error instanceof Error ? error.message : String(error) })
    port.close()
    return
  }
  port.on('message', (message: unknown) => {
    if (typeof message !== 'object' || message === null || !('type' in message) || message.type !== 'close') return
    void portal.close().then(() => {
      port.postMessage({ type: 'closed' })
      port.close()
    })
  })
  const { url, webhook, webhooks, clientId, clientSecret, controlUrl } = portal
  port.postMessage({ type: 'ready', url, webhook, webhooks, clientId, clientSecret, controlUrl })
}

await main()
