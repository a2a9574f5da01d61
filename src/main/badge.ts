import { app, nativeImage, type BrowserWindow } from 'electron'
import type { Words } from './words.ts'

type BadgeOptions = { readonly platform: string; readonly iconsDir: string; readonly words: Words; readonly window: BrowserWindow | null }

/** The number of open low ratings on the program's icon. Best effort: many Linux docks show none. */
export function setBadge(count: number, { platform, iconsDir, words, window }: BadgeOptions): void {
  if (platform !== 'win32') {
    app.setBadgeCount(count)
    return
  }
  // Windows has no numbers there, only a small picture with a text for screen readers.
  const picture = count === 0 ? null : nativeImage.createFromPath(`${iconsDir}/badge.png`)
  window?.setOverlayIcon(picture, count === 0 ? '' : words.lowRatings(count))
}
