import { resolve } from 'node:path'
import { app } from 'electron'
import type { OpenRequest } from '#contract/app.ts'
import { linkScheme, parseView } from '#contract/view-text.ts'

/**
 * Makes the system hand `linewatch://` links to this program. macOS and packaged Linux programs name the scheme in their
 * own files (Info.plist, .desktop), and there this only makes the program the first choice.
 */
export function registerLinkScheme(): void {
  // An unpackaged program is Electron with a folder. After `--` nothing in a link can pass for a switch.
  const program = app.isPackaged ? [] : [resolve(process.argv[1] ?? '.')]
  app.setAsDefaultProtocolClient(linkScheme, process.execPath, [...program, '--'])
}

/** The link on a command line, on which Chromium and the system put other things too. */
export function linkAmong(args: readonly string[]): string | null {
  return args.find(arg => arg.slice(0, linkScheme.length + 1).toLowerCase() === `${linkScheme}:`) ?? null
}

/** Only what could be read crosses to the page: the view, or what is wrong with the link. */
export function linkRequest(link: string): OpenRequest {
  return { kind: 'view', parsed: parseView(link) }
}

export type Links = {
  /** From now on links go here, also the last one that came before. */
  readonly follow: (listener: (link: string) => void) => void
}

/** Called at once at the start: on macOS the link that starts the program comes before Electron is ready. */
export function collectLinks(args: readonly string[]): Links {
  let waiting = linkAmong(args)
  let listener: ((link: string) => void) | null = null

  function take(link: string | null): void {
    if (link === null) return
    if (listener) listener(link)
    else waiting = link
  }

  app.on('open-url', (event, url) => {
    event.preventDefault()
    take(linkAmong([url]))
  })
  app.on('second-instance', (_event, argv) => take(linkAmong(argv)))

  return {
    follow(next) {
      listener = next
      if (waiting !== null) next(waiting)
      waiting = null
    },
  }
}
