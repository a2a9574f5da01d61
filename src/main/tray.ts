import { Menu, nativeImage, Tray } from 'electron'
import type { Words } from './words.ts'

export type TrayOptions = {
  readonly platform: string
  readonly iconsDir: string
  readonly words: Words
  readonly onOpen: () => void
  /** The entry with the number was chosen. */
  readonly onLowRatings: () => void
  readonly onQuit: () => void
}

/** Which picture a system wants: macOS recolours a template, Windows takes several sizes, Linux a plain picture. */
export function trayIcon(platform: string, iconsDir: string): string {
  if (platform === 'darwin') return `${iconsDir}/trayTemplate.png`
  return platform === 'win32' ? `${iconsDir}/icon.ico` : `${iconsDir}/tray.png`
}

/** The icon that stays when the window is put away; it always says how many low ratings are open. */
export function createTray(options: TrayOptions) {
  const tray = new Tray(nativeImage.createFromPath(trayIcon(options.platform, options.iconsDir)))
  let { words } = options
  let count = 0
  tray.on('click', options.onOpen)
  draw()

  function draw(): void {
    tray.setToolTip(words.tooltip(count))
    // Only macOS has room for words beside the icon.
    if (options.platform === 'darwin') tray.setTitle(count === 0 ? '' : String(count))
    // A new menu each time: on Linux a change inside the old one is not seen.
    tray.setContextMenu(Menu.buildFromTemplate([
      { label: words.open, click: options.onOpen },
      { label: words.lowRatings(count), enabled: count > 0, click: options.onLowRatings },
      { type: 'separator' },
      { label: words.quit, click: options.onQuit },
    ]))
  }

  return {
    setCount(next: number) {
      count = next
      draw()
    },
    setWords(next: Words) {
      words = next
      draw()
    },
    destroy: () => tray.destroy(),
  }
}

export type DesktopTray = ReturnType<typeof createTray>
