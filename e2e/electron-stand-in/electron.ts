import { EventEmitter } from 'node:events'
import { tmpdir } from 'node:os'

// A stand-in for the `electron` module: as much of it as src/main uses, with a memory of what was asked. Used by the unit
// tests of the shell and by the spec that runs the built bundles, because build machines cannot have the real binary.
// Classes here, because the real ones are made with `new`.

type Handler = (event: unknown, ...args: unknown[]) => unknown
type Bounds = { x: number; y: number; width: number; height: number }
type MenuItem = { label?: string; role?: string; type?: string; enabled?: boolean; click?: () => void; submenu?: MenuItem[] }

/** What tests set before and read after. */
export const standIn = {
  paths: {} as Record<string, string>,
  log: [] as string[],
  windows: [] as BrowserWindow[],
  trays: [] as Tray[],
  notifications: [] as Notification[],
  schemes: [] as unknown[],
  /** Registered with the system, each with the arguments that come before a link. */
  linkSchemes: [] as string[][],
  protocols: new Map<string, (request: { url: string; method: string }) => Response | Promise<Response>>(),
  handlers: new Map<string, Handler>(),
  opened: [] as string[],
  revealed: [] as string[],
  errors: [] as string[],
  menu: null as MenuItem[] | null,
  badge: 0,
  isPackaged: false,
  lock: true,
  notificationsSupported: true,
  /** How a shown notification ends: told, refused, or (as on Linux) neither. */
  notificationOutcome: 'show' as 'show' | 'failed' | 'silent',
  /** `rotated`: there is a new key; what was sealed before still opens. */
  keyring: { available: true, backend: 'gnome_libsecret', throws: false, rotated: false },
  /** What the system says about every address. */
  proxy: 'DIRECT',
  proxyAsked: [] as string[],
  displays: [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] as { workArea: Bounds }[],
  /** Set by whoever carries events to a real page. */
  send: (_channel: string, ..._args: unknown[]): void => undefined,
}

class WebContents extends EventEmitter {
  sent: unknown[][] = []
  reloads = 0
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null

  send(channel: string, ...args: unknown[]): void {
    this.sent.push([channel, ...args])
    standIn.send(channel, ...args)
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void { this.windowOpenHandler = handler }
  reload(): void { this.reloads += 1 }
}

export class BrowserWindow extends EventEmitter {
  webContents = new WebContents()
  options: { width?: number; height?: number; x?: number; y?: number; webPreferences?: Record<string, unknown> }
  url: string | null = null
  visible = false
  focused = false
  minimized = false
  maximized = false
  destroyed = false
  overlay: string | null = null

  constructor(options: BrowserWindow['options']) {
    super()
    this.options = options
    standIn.windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  async loadURL(url: string): Promise<void> {
    this.url = url
    await Promise.resolve()
    this.emit('ready-to-show')
  }

  show(): void { this.visible = true }
  hide(): void { this.visible = false }
  focus(): void { this.focused = true }
  maximize(): void { this.maximized = true }
  restore(): void { this.minimized = false }
  isMinimized(): boolean { return this.minimized }
  isMaximized(): boolean { return this.maximized }
  isDestroyed(): boolean { return this.destroyed }
  getNormalBounds(): Bounds { return { x: 10, y: 20, width: 1200, height: 700, ...this.options } }
  setOverlayIcon(_icon: unknown, text: string): void { this.overlay = text }

  /** As if the user closed it; false when the program kept it. */
  close(): boolean {
    let kept = false
    this.emit('close', { preventDefault: () => { kept = true } })
    if (kept) return false
    this.destroyed = true
    this.emit('closed')
    if (standIn.windows.every(window => window.destroyed)) app.emit('window-all-closed')
    return true
  }
}

export class Tray extends EventEmitter {
  image: unknown
  tooltip = ''
  title = ''
  menu: MenuItem[] = []
  destroyed = false

  constructor(image: unknown) {
    super()
    this.image = image
    standIn.trays.push(this)
  }

  setToolTip(text: string): void { this.tooltip = text }
  setTitle(text: string): void { this.title = text }
  setContextMenu(menu: { items: MenuItem[] }): void { this.menu = menu.items }
  destroy(): void { this.destroyed = true }
}

export class Notification extends EventEmitter {
  static isSupported(): boolean { return standIn.notificationsSupported }
  options: { title?: string; body?: string }

  constructor(options: Notification['options']) {
    super()
    this.options = options
  }

  show(): void {
    standIn.notifications.push(this)
    if (standIn.notificationOutcome !== 'silent') this.emit(standIn.notificationOutcome)
  }
}

class App extends EventEmitter {
  ready = false
  badgeRefused = false
  get isPackaged(): boolean { return standIn.isPackaged }
  getPath(name: string): string { return standIn.paths[name] ?? tmpdir() }
  setPath(name: string, path: string): void { standIn.paths[name] = path }
  getAppPath(): string { return process.cwd() }
  getName(): string { return 'linewatch' }
  getVersion(): string { return '0.0.0' }
  getLocale(): string { return 'en-US' }
  getPreferredSystemLanguages(): string[] { return ['en-US'] }
  setAppUserModelId(id: string): void { standIn.log.push(`aumid ${id}`) }
  enableSandbox(): void { standIn.log.push('sandbox') }
  setAsDefaultProtocolClient(scheme: string, _path: string, args: readonly string[]): boolean { standIn.linkSchemes.push([scheme, ...args]); return true }
  requestSingleInstanceLock(): boolean { standIn.log.push('lock'); return standIn.lock }
  setBadgeCount(count: number): boolean { standIn.badge = count; return true }
  async whenReady(): Promise<void> { standIn.log.push('ready') }
  exit(code: number): void { standIn.log.push(`exit ${code}`); this.emit('stand-in-exit', code) }

  quit(): void {
    let prevented = false
    this.emit('before-quit', { preventDefault: () => { prevented = true } })
    standIn.log.push(prevented ? 'quit put off' : 'quit')
    if (!prevented) this.emit('stand-in-exit', 0)
  }
}

export const app = new App()

export const Menu = {
  buildFromTemplate: (items: MenuItem[]) => ({ items }),
  setApplicationMenu(menu: { items: MenuItem[] }): void { standIn.menu = menu.items },
}

export const ipcMain = Object.assign(new EventEmitter(), {
  handle(channel: string, handler: Handler): void { standIn.handlers.set(channel, handler) },
})

export const protocol = {
  registerSchemesAsPrivileged(schemes: unknown[]): void { standIn.log.push('schemes'); standIn.schemes.push(...schemes) },
  handle(scheme: string, handler: (request: { url: string; method: string }) => Response): void { standIn.protocols.set(scheme, handler) },
}

type Permission = (contents: unknown, permission: string, ...rest: never[]) => unknown

export class Session {
  request: Permission | null = null
  check: Permission | null = null
  device: (() => boolean) | null = null
  setPermissionRequestHandler(handler: Permission): void { this.request = handler }
  setPermissionCheckHandler(handler: Permission): void { this.check = handler }
  setDevicePermissionHandler(handler: () => boolean): void { this.device = handler }

  async resolveProxy(url: string): Promise<string> {
    standIn.proxyAsked.push(url)
    return standIn.proxy
  }
}

export const session = { defaultSession: new Session() }

export const shell = {
  async openExternal(url: string): Promise<void> {
    if (url.includes('no-browser')) throw new Error('no browser')
    standIn.opened.push(url)
  },
  showItemInFolder(path: string): void { standIn.revealed.push(path) },
}

export const safeStorage = {
  async isAsyncEncryptionAvailable(): Promise<boolean> { return standIn.keyring.available },
  getSelectedStorageBackend(): string { return standIn.keyring.backend },
  async encryptStringAsync(text: string): Promise<Buffer> {
    if (standIn.keyring.throws) throw new Error('the keyring is locked')
    return Buffer.from(`${standIn.keyring.rotated ? 'new' : 'old'}:${[...text].toReversed().join('')}`)
  },
  async decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    if (standIn.keyring.throws) throw new Error('the keyring is locked')
    const [key, ...text] = sealed.toString().split(':')
    return { result: [...text.join(':')].toReversed().join(''), shouldReEncrypt: standIn.keyring.rotated && key === 'old' }
  },
}

export const screen = { getAllDisplays: () => standIn.displays }
export const nativeTheme = { shouldUseDarkColors: false }
export const nativeImage = { createFromPath: (path: string) => ({ path }) }
export const dialog = { showErrorBox(_title: string, text: string): void { standIn.errors.push(text) } }

// electron-store imports the default.
export default { app, BrowserWindow, Menu, Notification, Tray, dialog, ipcMain, nativeImage, nativeTheme, protocol, safeStorage, screen, session, shell }
