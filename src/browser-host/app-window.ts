import { spawn, type ChildProcess } from 'node:child_process'

/** A browser that cannot start says so within this time. */
const SETTLED_MS = 1_500

export type AppWindowOptions = {
  readonly browser: string
  readonly url: string
  /** Its own folder: our window must not mix with the user's tabs, cookies and extensions. */
  readonly userDataDir: string
  readonly isRoot: boolean
}

/**
 * The arguments that show one address as a window without tabs. They can be read in `ps` by others on this computer;
 * the token in the address is worthless once the window has loaded.
 */
export function windowArguments({ url, userDataDir, isRoot }: Omit<AppWindowOptions, 'browser'>): readonly string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${userDataDir}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    '--window-size=1280,800',
    // Chromium refuses to run as root with its sandbox; --test-type hides the bar that complains about it.
    ...(isRoot ? ['--no-sandbox', '--test-type'] : []),
  ]
}

/** The running browser, or null when it ended at once. */
export function openAppWindow(options: AppWindowOptions): Promise<ChildProcess | null> {
  return new Promise(resolve => {
    const child = spawn(options.browser, windowArguments(options), { stdio: 'ignore' })
    const timer = setTimeout(() => resolve(child), SETTLED_MS)
    child.once('error', () => settle(null))
    // A browser that is already running on this folder takes the address over and the new process ends well.
    child.once('exit', code => settle(code === 0 ? child : null))

    function settle(result: ChildProcess | null): void {
      clearTimeout(timer)
      resolve(result)
    }
  })
}
