import { spawn } from 'node:child_process'
import { dirname } from 'node:path'

/** Some openers stay until the program they opened ends; after this long without a failure it worked. */
const SETTLED_MS = 1_500

type Command = { readonly file: string; readonly args: readonly string[] }

export function revealCommand(platform: string, path: string): Command {
  if (platform === 'darwin') return { file: 'open', args: ['-R', path] }
  if (platform === 'win32') return { file: 'explorer.exe', args: [`/select,${path}`] }
  // No opener on Linux can point at a file; its folder is the next best.
  return { file: 'xdg-open', args: [dirname(path)] }
}

/** `url` has passed the URL policy, so it starts with http and cannot be taken for an option. */
export function openCommand(platform: string, url: string): Command {
  if (platform === 'darwin') return { file: 'open', args: [url] }
  if (platform === 'win32') return { file: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', url] }
  return { file: 'xdg-open', args: [url] }
}

export function hasDisplay(platform: string, env: Readonly<Record<string, string | undefined>>): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY'])
}

/** Starts a program of the desktop, without a shell; false when it is missing or refuses. */
export function runOpener({ file, args }: Command): Promise<boolean> {
  return new Promise(resolve => {
    const child = spawn(file, args, { stdio: 'ignore', detached: true })
    const timer = setTimeout(() => resolve(true), SETTLED_MS)
    child.once('error', () => settle(false))
    // Explorer answers 1 when all went well.
    child.once('exit', code => settle(code === 0 || file === 'explorer.exe'))
    child.unref()

    function settle(worked: boolean): void {
      clearTimeout(timer)
      resolve(worked)
    }
  })
}
