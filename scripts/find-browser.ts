import { existsSync } from 'node:fs'
import { chromium } from 'playwright'
import { findBrowser } from '../src/browser-host/find-browser.ts'
import { thisPlatform } from '../src/infra/profile/profile-folders.ts'
import { installDebianPackage } from './debian-package.ts'
import { runCommand } from './run-command.ts'

const DOWNLOAD_MS = 5 * 60_000

/** The browser for the end-to-end tests as it is on this computer now: an installed one, else Playwright's own. */
export function testBrowser(): string | null {
  const own = chromium.executablePath()
  return findBrowser(thisPlatform()) ?? (existsSync(own) ? own : null)
}

/** The same, fetched if need be; `problem` says what was tried and what to do. */
export async function ensureTestBrowser(): Promise<{ readonly path: string } | { readonly problem: string }> {
  const found = testBrowser()
  if (found !== null) return { path: found }
  console.log('No Chromium, Chrome or Edge is installed: downloading Playwright\'s own.')
  await runCommand('npx', ['playwright', 'install', 'chromium'], { timeoutMs: DOWNLOAD_MS })
  const downloaded = testBrowser()
  if (downloaded !== null) return { path: downloaded }
  if (await installDebianPackage('chromium')) {
    const installed = testBrowser()
    if (installed !== null) return { path: installed }
  }
  return {
    problem: 'The end-to-end tests need a browser and none could be had: install Chromium, Chrome or Edge, '
      + 'or name one with LINEWATCH_BROWSER=/path/to/it.',
  }
}
