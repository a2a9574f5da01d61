import type { Shell } from '#core/ports.ts'
import { openExternal, revealFile } from './safe-shell.ts'
import { seal, unseal } from './secrets.ts'
import type { SettingsStore } from './settings-store.ts'
import { resolveProxy } from './system-proxy.ts'

export type ElectronShellDeps = {
  readonly platform: string
  readonly tray: boolean
  readonly nativeNotifications: boolean
  readonly notify: Shell['notify']
  readonly store: SettingsStore
}

/** What the desktop gives the engine. */
export function createElectronShell({ platform, tray, nativeNotifications, notify, store }: ElectronShellDeps): Shell {
  return {
    capabilities: { tray, nativeNotifications },
    notify,
    reveal: async path => revealFile(path),
    openExternal,
    seal: plain => seal(plain, platform),
    unseal: sealed => unseal(sealed, platform),
    resolveProxy,
    saveSettings: store.saveSettings,
  }
}
