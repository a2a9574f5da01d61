import { app, session, type Session, type WebContents } from 'electron'
import { isPageAddress } from './app-url.ts'

/** The page copies text to the clipboard; it has no business with anything else that a page can ask for. */
export function isPermitted(permission: string, requestingUrl: string, page: string): boolean {
  return permission === 'clipboard-sanitized-write' && isPageAddress(requestingUrl, page)
}

/** The page stays where it is: its own address in its own main frame. */
export function isNavigationAllowed(url: string, isMainFrame: boolean, page: string): boolean {
  return isMainFrame && isPageAddress(url, page)
}

/** Holds for every page and every session, also for those that nobody meant to create. */
export function applyPolicies(page: string): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, page))
  app.on('session-created', created => guardSession(created, page))
  guardSession(session.defaultSession, page)
}

function guardContents(contents: WebContents, page: string): void {
  contents.on('will-navigate', details => {
    if (!isNavigationAllowed(details.url, true, page)) details.preventDefault()
  })
  contents.on('will-frame-navigate', details => {
    if (!isNavigationAllowed(details.url, details.isMainFrame, page)) details.preventDefault()
  })
  contents.on('will-redirect', details => details.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
  // Links out go through the engine and the one address policy, never through a new window.
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

function guardSession(target: Session, page: string): void {
  // Both are needed: without the check handler, what only asks "may I?" is told yes.
  target.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(isPermitted(permission, details.requestingUrl, page))
  })
  target.setPermissionCheckHandler((_contents, permission, requestingOrigin) => isPermitted(permission, requestingOrigin, page))
  target.setDevicePermissionHandler(() => false)
}
