import Store from 'electron-store'
import type { Settings } from '#contract/settings.ts'
import { readStored } from '#infra/files/json-file.ts'
import { SETTINGS_NAME, settingsPath } from '#infra/profile/settings-file.ts'
import type { WindowState } from './window-bounds.ts'

/** What is read back may have been edited by hand; whoever uses it checks it. */
export type SettingsStore = {
  readonly settings: () => unknown
  readonly saveSettings: (settings: Settings) => Promise<void>
  readonly window: () => unknown
  readonly saveWindow: (state: WindowState) => void
}

/** The same file as in the browser face, so that both show the program the way it was left. */
export async function openSettingsStore(profileDir: string): Promise<SettingsStore> {
  // A damaged file is put aside here; the store itself would throw at it or wipe it.
  await readStored(settingsPath(profileDir))
  const store = new Store<{ settings?: unknown; window?: unknown }>({
    cwd: profileDir, name: SETTINGS_NAME, configFileMode: 0o600, clearInvalidConfig: false,
  })
  return {
    settings: () => store.get('settings'),
    async saveSettings(settings) { store.set('settings', settings) },
    window: () => store.get('window'),
    saveWindow: state => store.set('window', state),
  }
}
