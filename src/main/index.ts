import { join, resolve } from 'node:path'
import { app } from 'electron'
import { startEngine } from '#engine/start-engine.ts'
import { thisPlatform } from '#infra/profile/profile-folders.ts'
import { defaultProfileDir } from '#infra/profile/platform-paths.ts'
import { parseDesktopArguments } from './arguments.ts'
import { runDesktop, stop } from './desktop.ts'
import { collectLinks, registerLinkScheme } from './links.ts'
import { registerAppScheme } from './protocol.ts'

// All of this has to happen before Electron is ready, so nothing here waits.
const args = process.argv.slice(app.isPackaged ? 1 : 2)
const options = parseDesktopArguments(args)
const links = collectLinks(args)
const profileDir = options.profile === undefined ? defaultProfileDir(thisPlatform()) : resolve(options.profile)
app.setPath('userData', profileDir)
// Chromium's caches do not belong among the user's data.
app.setPath('sessionData', join(profileDir, 'browser'))
if (process.platform === 'win32') app.setAppUserModelId('com.linewatch.desktop')
app.enableSandbox()
registerAppScheme()

// One window per profile: the second start brings the first one to the front.
if (app.requestSingleInstanceLock()) {
  // The system knows one Linewatch, and a link is for one's own profile.
  if (options.profile === undefined) registerLinkScheme()
  void app.whenReady().then(() => runDesktop({
    options,
    links,
    demoPortalFile: join(import.meta.dirname, 'demo-portal.js'),
    startEngine: engine => startEngine({ ...engine, workerUrl: new URL('./engine-worker.js', import.meta.url) }),
  })).catch((error: unknown) => stop(`Linewatch could not start: ${error instanceof Error ? error.message : String(error)}`))
} else {
  app.quit()
}
