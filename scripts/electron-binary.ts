import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.ts'
import { runCommand } from './run-command.ts'

const DOWNLOAD_MS = 60_000
const packageDir = join(root, 'node_modules', 'electron')

export type ElectronBinary = { readonly path: string } | { readonly missing: string }

type Env = Readonly<Record<string, string | undefined>>

/** The installed binary, found the way the package itself does, but without its download. */
export function installedElectron(env: Env = process.env): string | null {
  const named = readText(join(packageDir, 'path.txt'))
  const override = env['ELECTRON_OVERRIDE_DIST_PATH']
  const path = override
    ? join(override, named ?? defaultName())
    : named === null ? null : join(packageDir, 'dist', named)
  return path !== null && existsSync(path) ? path : null
}

/** The binary, downloaded once if need be and allowed; never waits longer than a minute. */
export async function electronBinary(env: Env = process.env): Promise<ElectronBinary> {
  const installed = installedElectron(env)
  if (installed !== null) return { path: installed }
  if (env['LINEWATCH_NO_DOWNLOAD'] || env['ELECTRON_SKIP_BINARY_DOWNLOAD']) return { missing: 'downloads are switched off' }
  console.log('Downloading Electron (once, about 120 MB; Ctrl+C to stop)…')
  const { code, output } = await runCommand('node', [join(packageDir, 'install.js')], { timeoutMs: DOWNLOAD_MS })
  const downloaded = installedElectron(env)
  if (code === 0 && downloaded !== null) return { path: downloaded }
  return { missing: code === null ? 'no answer within a minute' : downloadFailure(output) }
}

/** The heart of the downloader's stack trace. */
export function downloadFailure(output: string): string {
  const cause = /(?:code: '|getaddrinfo |connect )(E[A-Z_]+)/.exec(output)?.[1]
  const first = /^(?:\w*Error|RequestError): (.+)$/m.exec(output)?.[1] ?? 'the download failed'
  return cause === undefined ? first : `${first}, ${cause}`
}

/** Why Electron cannot open a window here although it is installed; null when it can. */
export function electronObstacle({ platform, env, isRoot }: { platform: string; env: Env; isRoot: boolean }): string | null {
  if (platform !== 'linux') return null
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'There is no display here, so Electron cannot open a window'
  // The sandbox is what keeps a broken page in its place; it is not given up for convenience.
  return isRoot ? 'Electron does not run as root with its sandbox' : null
}

function defaultName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null // the binary was never downloaded
  }
}
