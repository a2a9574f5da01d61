import type { Target } from '#contract/alerts.ts'
import { ok, type Result } from '#contract/result.ts'
import type { Engine, EngineConfig, StartEngine } from '#engine/engine-api.ts'
import { createDbusNotifier } from '#infra/notifications/dbus-notifier.ts'
import { createProfileDir } from '#infra/profile/profile-folders.ts'
import { createSettingsWriter, readSettings } from '#infra/profile/settings-file.ts'
import { readAssets } from '#infra/web/assets.ts'
import { createAccess } from './access.ts'
import { createBrowserShell } from './browser-shell.ts'
import { createEventStreams } from './event-stream.ts'
import { createRoutes } from './routes.ts'
import { runOpener } from './system-opener.ts'
import { startWebServer } from './web-server.ts'

/** What was asked for while no page was open is shown to the page that opens within this time. */
const WAITING_TARGET_MS = 60_000
/** Between a page's first connection and the moment when its screens can follow an event. */
const FIRST_PAINT_MS = 1_000

export type BrowserHostOptions = {
  readonly config: Omit<EngineConfig, 'settings'>
  /** The built page. */
  readonly rendererDir: string
  /** 0: any free one. */
  readonly port: number
  readonly startEngine: StartEngine
  readonly on: {
    /** The engine's thread died. */
    readonly crash: (message: string) => void
    /** The printed link was burnt by wrong guesses. */
    readonly linkBurnt: () => void
    /** A notification was clicked and no page is open. */
    readonly pageWanted: () => void
  }
}

export type BrowserHost = {
  /** A fresh address that signs one page in; the address before it stops working. */
  readonly link: () => string
  readonly dispatch: Engine['dispatch']
  readonly close: () => Promise<void>
}

/** The whole program for a browser on this computer. Rejects when the port or the profile folder cannot be had. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<Result<BrowserHost>> {
  const { config, on } = options
  let engine: Engine | null = null
  let waiting: { readonly target: Target; readonly until: number } | null = null

  function open(target: Target): void {
    if (streams.size() > 0) return engine?.emit('app.open', target)
    waiting = { target, until: Date.now() + WAITING_TARGET_MS }
    on.pageWanted()
  }

  const streams = createEventStreams(() => {
    const wanted = waiting
    waiting = null
    if (!wanted || Date.now() >= wanted.until) return
    setTimeout(() => engine?.emit('app.open', wanted.target), FIRST_PAINT_MS).unref()
  })
  const access = createAccess({ now: () => performance.now(), onTokenBurnt: on.linkBurnt })

  await createProfileDir(config.profileDir)
  const server = await startWebServer(options.port)
  const notifier = process.platform === 'linux' ? createDbusNotifier({ onClick: open }) : null

  async function close(): Promise<void> {
    streams.close()
    await server.close()
    await Promise.all([engine?.close(), notifier?.close()])
  }

  const [assets, settings, service] = await Promise.all([
    readAssets(options.rendererDir), readSettings(config.profileDir), notifier?.probe() ?? null,
  ])
  const shell = createBrowserShell({
    notifier, nativeNotifications: service !== null, saveSettings: createSettingsWriter(config.profileDir),
    platform: process.platform, env: process.env, run: runOpener,
  })
  const started = await options.startEngine({ config: { ...config, settings }, shell, onCrash: on.crash })
  if (!started.ok) {
    await close()
    return started
  }
  engine = started.value
  const { dispatch } = engine
  engine.on(streams.send)
  server.serve({ routes: createRoutes({ assets, access, streams, dispatch }), access })

  return ok({ link: () => `${server.origin}/#token=${access.issueToken()}`, dispatch, close })
}
