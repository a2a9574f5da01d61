import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Words } from './words.ts'

export type MenuOptions = { readonly words: Words; readonly platform: string; readonly developer: boolean }

/** The roles carry the keys: without an Edit menu, macOS cannot even paste. */
export function menuTemplate({ words, platform, developer }: MenuOptions): MenuItemConstructorOptions[] {
  const first: MenuItemConstructorOptions = platform === 'darwin'
    ? { role: 'appMenu' }
    : { label: words.file, submenu: [{ role: 'close', label: words.close }, { role: 'quit', label: words.quit }] }
  return [
    first,
    {
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo }, { role: 'redo', label: words.redo }, { type: 'separator' },
        { role: 'cut', label: words.cut }, { role: 'copy', label: words.copy }, { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: 'resetZoom', label: words.resetZoom }, { role: 'zoomIn', label: words.zoomIn }, { role: 'zoomOut', label: words.zoomOut },
        { role: 'togglefullscreen', label: words.fullScreen },
        ...(developer ? developerItems(words) : []),
      ],
    },
    { label: words.window, submenu: [{ role: 'minimize', label: words.minimize }] },
  ]
}

export function setMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)))
}

function developerItems(words: Words): MenuItemConstructorOptions[] {
  return [{ type: 'separator' }, { role: 'reload', label: words.reload }, { role: 'toggleDevTools', label: words.tools }]
}
