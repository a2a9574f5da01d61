import { isAbsolute } from 'node:path'
import { shell } from 'electron'
import { externalUrl } from '#infra/web/external-url.ts'

// The only module that hands anything to the operating system to open.

export async function openExternal(text: string): Promise<boolean> {
  const url = externalUrl(text)
  if (url === null) return false
  try {
    await shell.openExternal(url)
    return true
  } catch {
    return false // no browser is set up; the caller tells the user
  }
}

/** Shows the file without opening it. A NUL would cut the path short after it was checked. */
export function revealFile(path: string): boolean {
  if (!isAbsolute(path) || path.includes('\0')) return false
  shell.showItemInFolder(path)
  return true
}
