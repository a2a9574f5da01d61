import { posix, win32 } from 'node:path'

export type Platform = {
  readonly platform: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/** Where the platform keeps a program's own data for this user. */
export function defaultProfileDir({ platform, env, home }: Platform): string {
  if (platform === 'win32') return win32.join(env['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), 'Linewatch')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Linewatch')
  const config = env['XDG_CONFIG_HOME']
  // The XDG rules say that a relative path is to be ignored.
  return posix.join(config?.startsWith('/') ? config : posix.join(home, '.config'), 'linewatch')
}

/** The user's Downloads folder; `userDirs` is the text of ~/.config/user-dirs.dirs where there is one. */
export function downloadsDir({ platform, home }: Platform, userDirs: string | null): string {
  if (platform === 'win32') return win32.join(home, 'Downloads')
  return (platform === 'linux' && userDirs !== null && fromUserDirs(userDirs, home)) || posix.join(home, 'Downloads')
}

/** The file is a shell fragment whose values are `"$HOME/…"` or absolute; the home folder itself means "disabled". */
function fromUserDirs(text: string, home: string): string | null {
  const value = /^\s*XDG_DOWNLOAD_DIR="([^"]*)"/m.exec(text)?.[1]
  if (value === undefined) return null
  const path = value.startsWith('$HOME/') ? posix.join(home, value.slice('$HOME/'.length)) : value
  const isHome = posix.resolve('/', path) === posix.resolve('/', home)
  return path.startsWith('/') && !isHome ? path.replace(/\/+$/, '') : null
}
