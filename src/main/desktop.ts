import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, dialog } from 'electron'
import type { Engine, StartEngine } from '#engine/engine-api.ts'
import { createDbusNotifier } from '#infra/notifications/dbus-notifier.ts'
import { hasTrayHost } from '#infra/notifications/tray-host.ts'
import { demoDefaults, POLL_SECONDS } from '#infra/profile/engine-defaults.ts'
import { profileFolders } from '#infra/profile/profile-folders.ts'
import { engineFailure } from '#infra/profile/start-failure.ts'
import { readAssets } from '#infra/web/assets.ts'
import { followEngine, languageOf } from './alert-signs.ts'
import { pageUrl } from './app-url.ts'
import type { DesktopArguments } from './arguments.ts'
import { setBadge } from './badge.ts'
import { createElectronShell } from './electron-shell.ts'
import { createLifecycle } from './lifecycle.ts'
import { linkRequest, type Links } from './links.ts'
import { setMenu } from './menu.ts'
import { createNotifier } from './notifications.ts'
import { countOpenAlerts, type OpenAlerts } from './open-alerts.ts'
import { createOpener } from './opener.ts'
import { applyPolicies } from './policies.ts'
import { serveApp } from './protocol.ts'
import { eventSender, serveIpc } from './serve-ipc.ts'
import { openSettingsStore } from './settings-store.ts'
import { createTray } from './tray.ts'
import { createMainWindow } from './window.ts'
import { wordsFor } from './words.ts'

export type DesktopOptions = {
  readonly options: DesktopArguments
  readonly links: Links
  readonly startEngine: StartEngine
  /** The demo portal's built worker. */
  readonly demoPortalFile: string
}

/** Puts the desktop program together, once Electron is ready. */
export async function runDesktop({ options, links, startEngine, demoPortalFile }: DesktopOptions): Promise<void> {
  const { platform } = process
  const page = pageUrl(app.isPackaged, process.env)
  const iconsDir = join(app.getAppPath(), 'resources')
  const icon = join(iconsDir, 'icon-256.png')
  const locale = app.getPreferredSystemLanguages()[0] ?? app.getLocale()
  const folders = await profileFolders(options.profile)
  const store = await openSettingsStore(folders.profileDir)
  let words = wordsFor(languageOf(store.settings()), locale)
  let engine: Engine | null = null
  let alerts: OpenAlerts = { count: 0, accountId: null }

  applyPolicies(page)
  serveApp(await readAssets(join(import.meta.dirname, '../renderer')))

  const linuxService = platform === 'linux' ? createDbusNotifier({ onClick: () => undefined }) : null
  const hasTray = platform !== 'linux' || await hasTrayHost()
  const notify = createNotifier({ probe: linuxService && linuxService.probe, icon, onClick: target => opener.open(target) })
  const shell = createElectronShell({
    platform, tray: hasTray, nativeNotifications: linuxService === null || await linuxService.probe() !== null, notify, store,
  })

  const started = await startEngine({
    config: {
      version: app.getVersion(), ...folders, locale, settings: store.settings(),
      demoPortal: { entry: pathToFileURL(demoPortalFile).href, ...demoDefaults }, pollSeconds: options.poll ?? POLL_SECONDS,
    },
    shell,
    onCrash: message => stop(`Linewatch stopped: ${message}. Start it again; what was saved is kept.`),
  })
  if (!started.ok) return stop(engineFailure(started.error, folders.profileDir))
  engine = started.value
  const { dispatch } = engine

  const window = createMainWindow({
    page, icon, savedState: store.window, saveState: store.saveWindow, hidesOnClose: () => hasTray && !lifecycle.isQuitting(),
  })
  const opener = createOpener({ showWindow: window.show, contents: window.contents, tell: request => engine?.emit('app.open', request) })
  const lifecycle = createLifecycle({
    showWindow: window.show,
    staysInTray: () => hasTray,
    close: async () => { await Promise.all([engine?.close(), linuxService?.close()]) },
  })
  const tray = hasTray
    ? createTray({ platform, iconsDir, words, onOpen: window.show, onLowRatings: () => opener.open({ kind: 'alerts', accountId: alerts.accountId }), onQuit: () => app.quit() })
    : null

  async function recount(): Promise<void> {
    alerts = await countOpenAlerts(dispatch)
    tray?.setCount(alerts.count)
    setBadge(alerts.count, { platform, iconsDir, words, window: window.current() })
  }

  serveIpc(dispatch, page, opener.heard)
  engine.on(eventSender(window.contents))
  engine.on(followEngine({
    setWords(next) {
      words = next
      tray?.setWords(next)
      setMenu({ words, platform, developer: !app.isPackaged })
    },
    wordsFor: language => wordsFor(language, locale),
    recount: () => void recount(),
  }))
  setMenu({ words, platform, developer: !app.isPackaged })
  if (options.demo) await dispatch('account.signInDemo', {})
  window.show()
  links.follow(link => opener.open(linkRequest(link)))
  await recount()
}

/** Says why and ends; there is nothing left to write down. */
export function stop(message: string): void {
  console.error(message)
  dialog.showErrorBox('Linewatch', message)
  app.exit(1)
}
