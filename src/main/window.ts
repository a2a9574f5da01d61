import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen, type BrowserWindowConstructorOptions } from 'electron'
import { DEFAULT_SIZE, LEAST_SIZE, openingBounds, wasMaximized, type Box, type WindowState } from './window-bounds.ts'

const SAVE_AFTER_MS = 400
/** A page that crashes again this soon would only crash on. */
const RELOAD_AGAIN_MS = 60_000

export type WindowDeps = {
  readonly page: string
  readonly icon: string
  readonly savedState: () => unknown
  readonly saveState: (state: WindowState) => void
  /** Whether closing the window only puts it away. */
  readonly hidesOnClose: () => boolean
}

/** Every switch that matters is written out: what is not said here could change with the next Electron. */
export function windowOptions(bounds: Partial<Box>, { icon, dark }: { icon: string; dark: boolean }): BrowserWindowConstructorOptions {
  return {
    ...DEFAULT_SIZE,
    ...bounds,
    minWidth: LEAST_SIZE.width,
    minHeight: LEAST_SIZE.height,
    title: 'Linewatch',
    icon,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: dark ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      disableBlinkFeatures: 'Auxclick',
      // The dictionaries would be downloaded from a server that is not the portal.
      spellcheck: false,
    },
  }
}

/** The one window: made at the first `show`, and again if it was really closed. */
export function createMainWindow(deps: WindowDeps) {
  let window: BrowserWindow | null = null

  function create(): BrowserWindow {
    const saved = deps.savedState()
    const bounds = openingBounds(saved, screen.getAllDisplays().map(display => display.workArea))
    const created = new BrowserWindow(windowOptions(bounds, { icon: deps.icon, dark: nativeTheme.shouldUseDarkColors }))
    if (wasMaximized(saved)) created.maximize()
    created.once('ready-to-show', () => created.show())
    rememberState(created, deps.saveState)
    reloadOnce(created)
    created.on('close', event => {
      if (!deps.hidesOnClose()) return
      event.preventDefault()
      created.hide()
    })
    created.on('closed', () => { window = null })
    void created.loadURL(deps.page)
    return created
  }

  function show(): void {
    if (!window) {
      window = create()
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  return { show, current: () => window, contents: () => (window && !window.isDestroyed() ? window.webContents : null) }
}

export type MainWindow = ReturnType<typeof createMainWindow>

function rememberState(window: BrowserWindow, saveState: (state: WindowState) => void): void {
  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    if (!window.isDestroyed()) saveState({ ...window.getNormalBounds(), maximized: window.isMaximized() })
  }
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(save, SAVE_AFTER_MS)
  }
  window.on('resize', later)
  window.on('move', later)
  window.on('close', save)
}

function reloadOnce(window: BrowserWindow): void {
  let last = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || performance.now() - last < RELOAD_AGAIN_MS) return
    last = performance.now()
    window.webContents.reload()
  })
}
