import type { Capabilities } from '#contract/app.ts'
import type { Shell } from '#core/ports.ts'
import type { DesktopNotifier } from '#infra/notifications/dbus-notifier.ts'
import { externalUrl } from '#infra/web/external-url.ts'
import { hasDisplay, openCommand, revealCommand, type runOpener } from './system-opener.ts'

export type BrowserShellDeps = {
  /** Null where this desktop has no such service at all. */
  readonly notifier: DesktopNotifier | null
  /** Whether the service answered at the start. It is asked again for every notification. */
  readonly nativeNotifications: boolean
  readonly saveSettings: (settings: unknown) => Promise<void>
  readonly platform: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly run: typeof runOpener
}

/** What a browser on this computer gives the engine: no tray, and no protection of secrets by the system. */
export function createBrowserShell(deps: BrowserShellDeps): Shell {
  const { notifier, nativeNotifications, saveSettings, platform, env, run } = deps
  const capabilities: Capabilities = { tray: false, nativeNotifications }
  const canOpen = hasDisplay(platform, env)

  async function openExternal(text: string): Promise<boolean> {
    const url = externalUrl(text)
    return url !== null && canOpen && run(openCommand(platform, url))
  }

  return {
    capabilities,
    notify: async request => notifier !== null && notifier.notify(request),
    reveal: async path => canOpen && run(revealCommand(platform, path)),
    openExternal,
    seal: async () => null,
    unseal: async () => null,
    resolveProxy: async () => null,
    saveSettings,
  }
}
