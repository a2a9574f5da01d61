import { join } from 'node:path'
import type { EngineConfig, StartEngine } from '#engine/engine-api.ts'
import { thisPlatform } from '#infra/profile/profile-folders.ts'
import { engineFailure } from '#infra/profile/start-failure.ts'
import { openAppWindow } from './app-window.ts'
import { findBrowser } from './find-browser.ts'
import { systemFailure } from './messages.ts'
import { startBrowserHost, type BrowserHost } from './start-browser-host.ts'
import { hasDisplay } from './system-opener.ts'

/** An engine that does not finish in this time is left to its databases, which survive that. */
const CLOSE_MS = 2_500

export type RunOptions = {
  readonly config: Omit<EngineConfig, 'settings'>
  readonly rendererDir: string
  readonly port: number
  readonly open: boolean
  readonly demo: boolean
  readonly startEngine: StartEngine
}

/** The browser face as a terminal program; resolves with the exit code when it has ended. */
export async function runBrowserHost({ config, rendererDir, port, open, demo, startEngine }: RunOptions): Promise<number> {
  const ending = createEnding()
  const window = createWindowOpener(config.profileDir, open)
  let host: BrowserHost | null = null
  const showPage = async () => {
    if (host) await window.show(host.link())
  }

  const on = {
    crash(message: string) {
      console.error(`Linewatch stopped: ${message}. Start it again; what was saved is kept.`)
      ending.end(1)
    },
    linkBurnt() {
      console.error('Somebody tried wrong links five times, so the last one no longer works.')
      void showPage()
    },
    pageWanted: () => void showPage(),
  }

  try {
    const started = await startBrowserHost({ config, rendererDir, port, startEngine, on })
    if (!started.ok) return fail(engineFailure(started.error, config.profileDir))
    host = started.value
  } catch (error) {
    return fail(systemFailure(error, { port, profileDir: config.profileDir }))
  }

  if (demo) await signInDemo(host)
  if (window.reason !== null) console.log(window.reason)
  await showPage()
  if (process.stdin.isTTY) {
    process.stdin.on('data', () => void showPage())
    console.log('Press Enter for a fresh link, Ctrl+C to end.')
  }

  const code = await ending.ended
  window.close()
  return await closeInTime(host) ? code : fail('Linewatch did not close in time; what was saved is kept.')
}

/** Resolves at the first signal or crash. A second, later Ctrl+C does not wait for anything. */
function createEnding() {
  let end: (code: number) => void = () => undefined
  const ended = new Promise<number>(resolve => { end = resolve })
  let firstAt: number | null = null
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // npm and the terminal may both pass on the same Ctrl+C, so two at once are one.
      if (firstAt !== null && performance.now() - firstAt > 500) process.exit(130)
      firstAt ??= performance.now()
      end(0)
    })
  }
  return { ended, end }
}

async function signInDemo({ dispatch }: BrowserHost): Promise<void> {
  const signedIn = await dispatch('account.signInDemo', {})
  if (!signedIn.ok) console.error(`The demo portal did not start (${signedIn.error.message}): sign in from the page instead.`)
}

/** Opens the page in a window of its own where that is possible, else prints where it is. */
function createWindowOpener(profileDir: string, wanted: boolean) {
  const platform = thisPlatform()
  const browser = findBrowser(platform)
  const display = hasDisplay(platform.platform, platform.env)
  const isRoot = process.getuid?.() === 0
  const windows = new Set<() => void>()

  function reasonNot(): string | null {
    if (!wanted) return null
    if (!display) return 'There is no display here, so no window is opened.'
    if (browser === null) return 'No Chromium, Chrome or Edge was found, so no window is opened.'
    return isRoot ? "Running as root: the window runs without the browser's sandbox." : null
  }

  async function show(url: string): Promise<void> {
    if (wanted && display && browser !== null) {
      const child = await openAppWindow({ browser, url, userDataDir: join(profileDir, 'browser'), isRoot })
      if (child) {
        const kill = () => void child.kill()
        windows.add(kill)
        child.once('exit', () => windows.delete(kill))
        console.log(`Linewatch is open in a window of ${browser}.`)
        return
      }
      console.log(`${browser} did not start.`)
    }
    console.log(`Open this address in a browser (it works once, for 10 minutes): ${url}`)
  }

  return { show, reason: reasonNot(), close: () => windows.forEach(kill => kill()) }
}

function closeInTime(host: BrowserHost): Promise<boolean> {
  return new Promise(resolve => {
    const late = setTimeout(resolve, CLOSE_MS, false)
    void host.close().then(() => {
      clearTimeout(late)
      resolve(true)
    })
  })
}

function fail(message: string): number {
  console.error(message)
  return 1
}
