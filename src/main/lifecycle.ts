import { app } from 'electron'

/** An engine that takes longer is left behind: its databases survive that, a user who cannot quit does not. */
const CLOSE_MS = 3_000

export type LifecycleDeps = {
  readonly showWindow: () => void
  /** Whether the program lives on without a window. */
  readonly staysInTray: () => boolean
  readonly close: () => Promise<void>
}

/** From the first window to the end: nothing is lost by quitting, whichever way it is asked for. */
export function createLifecycle({ showWindow, staysInTray, close }: LifecycleDeps) {
  let stage: 'running' | 'closing' | 'closed' = 'running'

  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {
    if (!staysInTray()) app.quit()
  })
  app.on('before-quit', event => {
    if (stage === 'closed') return
    // Quit is asked for again when the engine has written everything down.
    event.preventDefault()
    if (stage === 'closing') return
    stage = 'closing'
    void withinTime(close()).then(() => {
      stage = 'closed'
      app.quit()
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())

  return { isQuitting: () => stage !== 'running' }
}

function withinTime(work: Promise<void>): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, CLOSE_MS)
    // A failure to close is no reason to stay.
    void work.catch(() => undefined).then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
