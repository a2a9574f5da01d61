import { defineConfig, type Project } from '@playwright/test'
import { electronObstacle, installedElectron } from './scripts/electron-binary.ts'
import { slowness } from './e2e/fixtures/slow-page.ts'
import { testBrowser } from './scripts/find-browser.ts'

// Races between a key and what hears it show themselves on a slow page: E2E_SLOW=6 npm run e2e.
const slow = slowness()
const isRoot = process.getuid?.() === 0
const browser = testBrowser()

// The same specs in both faces. Electron only where its binary is and can open a window; nothing is downloaded here.
const electron = installedElectron()
const canElectron = electron !== null && electronObstacle({ platform: process.platform, env: process.env, isRoot }) === null

type Choice = { readonly face: 'browser' | 'electron'; readonly source: 'statistics' | 'crm' | 'recent' }

// The same journeys also on portals without the statistics methods, with and without CRM rights.
const journeys = ['main-journey', 'rating', 'low-rating-notification', 'export', 'restart'].map(name => `**/${name}.spec.ts`)

const projects: Project<Choice>[] = [
  { name: 'browser', use: { face: 'browser', source: 'statistics' } },
  { name: 'classic', use: { face: 'browser', source: 'crm' }, testMatch: journeys },
  { name: 'recents', use: { face: 'browser', source: 'recent' }, testMatch: journeys },
  ...(canElectron ? [{ name: 'electron', use: { face: 'electron' as const, source: 'statistics' as const }, testIgnore: '**/built-bundles.spec.ts', grepInvert: /@browser-face/ }] : []),
]

export default defineConfig<Choice>({
  testDir: 'e2e/specs',
  // It watches the desktop's notifications on D-Bus, which is there on Linux alone.
  testIgnore: process.platform === 'linux' ? [] : ['**/low-rating-notification.spec.ts'],
  outputDir: 'test-results',
  globalSetup: './e2e/fixtures/build-first.ts',
  // Each test starts an engine and a portal of its own; more at once would only make the two cores slower.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 60_000 * slow,
  expect: { timeout: 10_000 * slow },
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser === null ? {} : { executablePath: browser }),
      // Scroll bars take room on most desktops, so the tests have them too.
      ignoreDefaultArgs: ['--hide-scrollbars'],
      // Chromium's sandbox does not work for root, which is what build machines run as.
      args: isRoot ? ['--no-sandbox'] : [],
    },
  },
  projects,
})
