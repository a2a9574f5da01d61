import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Platform } from '#infra/profile/platform-paths.ts'

const linuxNames = [
  'google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge-stable', 'microsoft-edge',
]

const macPaths = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

const windowsPaths = [
  'Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe',
]

/** An installed browser of the Chromium family, or null. LINEWATCH_BROWSER names one that none of these places has. */
export function findBrowser(platform: Platform, isProgram: (path: string) => boolean = isExecutable): string | null {
  return browserPlaces(platform).find(isProgram) ?? null
}

/** Where to look, best first. */
export function browserPlaces({ platform, env, home }: Platform): readonly string[] {
  const named = env['LINEWATCH_BROWSER']
  const first = named === undefined || named === '' ? [] : [named]
  if (platform === 'darwin') return [...first, ...['/Applications', join(home, 'Applications')].flatMap(dir => macPaths.map(path => join(dir, path)))]
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter(root => root !== undefined)
    return [...first, ...windowsPaths.flatMap(path => roots.map(root => `${root}\\${path}`))]
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter(folder => folder !== '')
  return [...first, ...linuxNames.flatMap(name => folders.map(folder => join(folder, name)))]
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    // A snap may not read hidden folders, and its profile would have to be in one.
    return statSync(path).isFile() && !realpathSync(path).startsWith('/snap/') && realpathSync(path) !== '/usr/bin/snap'
  } catch {
    return false // not there
  }
}
