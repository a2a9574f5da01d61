import { app, session, standIn } from '../../../e2e/electron-stand-in/electron.ts'

/** A fresh Electron for the next test. */
export function resetStandIn(): void {
  app.removeAllListeners()
  session.defaultSession.request = null
  session.defaultSession.check = null
  Object.assign(standIn, {
    paths: {}, log: [], windows: [], trays: [], notifications: [], schemes: [], linkSchemes: [], protocols: new Map(), handlers: new Map(),
    opened: [], revealed: [], errors: [], menu: null, badge: 0, isPackaged: false, lock: true, notificationsSupported: true,
    notificationOutcome: 'show', keyring: { available: true, backend: 'gnome_libsecret', throws: false, rotated: false }, proxy: 'DIRECT', proxyAsked: [],
    displays: [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }], send: () => undefined,
  })
}
