import { beforeEach, describe, expect, test, vi } from 'vitest'
import { ok } from '#contract/result.ts'
import type { Engine } from '#engine/engine-api.ts'
import type { Assets } from '#infra/web/assets.ts'
import { app, session, standIn } from '../../e2e/electron-stand-in/electron.ts'
import { CALL_CHANNEL } from '../preload/channels.ts'
import { APP_URL, pageUrl } from './app-url.ts'
import { applyPolicies, isPermitted } from './policies.ts'
import { appResponse, registerAppScheme } from './protocol.ts'
import { openExternal, revealFile } from './safe-shell.ts'
import { isOurFrame, serveIpc } from './serve-ipc.ts'
import { resetStandIn } from './testing/reset-stand-in.ts'
import { createMainWindow } from './window.ts'

vi.mock('electron', () => import('../../e2e/electron-stand-in/electron.ts'))
beforeEach(resetStandIn)

const openWindow = () => {
  createMainWindow({ page: APP_URL, icon: 'icon.png', savedState: () => undefined, saveState: () => undefined, hidesOnClose: () => false }).show()
  const [window] = standIn.windows
  if (!window) throw new Error('no window')
  return window
}

test('the window is isolated, sandboxed and without Node', () => {
  expect(openWindow().options.webPreferences).toEqual({
    preload: expect.stringMatching(/[\\/]preload[\\/]index\.cjs$/), contextIsolation: true, sandbox: true, nodeIntegration: false,
    nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webSecurity: true, webviewTag: false, navigateOnDragDrop: false,
    disableBlinkFeatures: 'Auxclick', spellcheck: false,
  })
})

test('the scheme has an origin of its own and neither escapes the policy nor answers other sites', () => {
  registerAppScheme()
  expect(standIn.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
})

describe('the app protocol', () => {
  const assets: Assets = new Map([
    ['/', { type: 'text/html; charset=utf-8', body: Buffer.from('page') }],
    ['/index.html', { type: 'text/html; charset=utf-8', body: Buffer.from('page') }],
  ])
  const get = (url: string, method = 'GET') => appResponse({ url, method }, assets)

  test('serves the page with the same policy as the browser face', async () => {
    const response = get('app://ui/')
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([200, 'page', 'text/html; charset=utf-8'])
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
  })

  test.each([
    'app://ui/../package.json', 'app://ui/..%2fpackage.json', 'app://ui/%2e%2e/package.json', 'app://ui/..\\package.json', 'app://ui/%5c..%5cx',
    'app://ui//etc/passwd', 'app://ui/index.html%00.js', 'app://ui/%252e%252e%252fx', 'app://ui/\\\\server\\share', 'app://ui/index.html/',
    'app://other/index.html', 'app://ui.evil/index.html', 'app://user@ui/index.html', 'https://ui/index.html', 'file:///index.html', 'nonsense',
  ])('has nothing at %s', url => {
    expect(get(url).status).toBe(404)
  })

  test.each(['POST', 'HEAD', 'PUT', 'OPTIONS'])('does not take %s', method => {
    expect(get('app://ui/', method).status).toBe(405)
  })
})

describe('the sender of a call', () => {
  const ours = { url: 'app://ui/index.html#/dialogs', parent: null }

  test.each([
    ['our page', ours, true],
    ['a frame that is gone', null, false],
    ['a frame inside our page', { ...ours, parent: ours }, false],
    ['another site', { url: 'https://evil.test/', parent: null }, false],
    ['another host of the scheme', { url: 'app://evil/', parent: null }, false],
    ['another scheme with our host', { url: 'https://ui/', parent: null }, false],
    ['a file', { url: 'file:///app/index.html', parent: null }, false],
    ['an empty page', { url: 'about:blank', parent: null }, false],
    ['no address', { url: '', parent: null }, false],
  ])('%s', (_name, frame, trusted) => {
    expect(isOurFrame(frame, APP_URL)).toBe(trusted)
  })

  test('that is refused gets an answer, and the engine hears nothing', async () => {
    const dispatch = vi.fn<Engine['dispatch']>(async () => ok('answer'))
    const asked = vi.fn<(page: unknown) => void>()
    serveIpc(dispatch, APP_URL, asked)
    const call = standIn.handlers.get(CALL_CHANNEL)
    expect(await call?.({ senderFrame: { ...ours, parent: {} } }, 'app.info', {})).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(await call?.({ senderFrame: null }, 'app.info', {})).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(await call?.({ senderFrame: ours }, { name: 'app.info' }, {})).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    expect([dispatch.mock.calls, asked.mock.calls]).toEqual([[], []])
    expect(await call?.({ senderFrame: ours }, 'app.info', { a: 1 })).toEqual(ok('answer'))
    expect(dispatch).toHaveBeenCalledExactlyOnceWith('app.info', { a: 1 })
  })

  test('may be the development server only while developing', () => {
    expect(pageUrl(false, { ELECTRON_RENDERER_URL: 'http://localhost:5173' })).toBe('http://localhost:5173/')
    expect(pageUrl(true, { ELECTRON_RENDERER_URL: 'http://evil.test' })).toBe(APP_URL)
    expect(pageUrl(false, {})).toBe(APP_URL)
  })
})

describe('the page', () => {
  beforeEach(() => applyPolicies(APP_URL))

  const prevented = (event: string, details: Record<string, unknown>) => {
    let stopped = false
    openWindow().webContents.emit(event, { ...details, preventDefault: () => { stopped = true } })
    return stopped
  }

  test.each([
    ['will-navigate', { url: 'https://evil.test/' }, true],
    ['will-navigate', { url: 'file:///etc/passwd' }, true],
    ['will-navigate', { url: 'app://ui/index.html' }, false],
    ['will-frame-navigate', { url: 'app://ui/index.html', isMainFrame: false }, true],
    ['will-frame-navigate', { url: 'https://evil.test/', isMainFrame: true }, true],
    ['will-frame-navigate', { url: 'app://ui/', isMainFrame: true }, false],
    ['will-redirect', { url: 'app://ui/' }, true],
    ['will-attach-webview', {}, true],
  ])('%s to %j is stopped: %s', (event, details, stopped) => {
    expect(prevented(event, details)).toBe(stopped)
  })

  test.each(['https://acme.bitrix24.com/', 'app://ui/', 'javascript:alert(1)', 'about:blank'])('cannot open a window for %s', url => {
    expect(openWindow().webContents.windowOpenHandler?.({ url })).toEqual({ action: 'deny' })
  })

  test('of any other session is held by the same rules', () => {
    const other = new (session.defaultSession.constructor as new () => typeof session.defaultSession)()
    app.emit('session-created', other)
    expect([other.request, other.check, other.device].every(Boolean)).toBe(true)
  })

  test('may copy and nothing else, and only itself', () => {
    const permissions = ['notifications', 'media', 'geolocation', 'clipboard-read', 'openExternal', 'fullscreen', 'hid', 'serial', 'usb', 'display-capture', 'unknown']
    const { request, check, device } = session.defaultSession
    const requested = (permission: string, requestingUrl: string) => {
      let granted: unknown
      request?.(null, permission, ...[(answer: boolean) => { granted = answer }, { requestingUrl }] as never[])
      return granted
    }
    const checked = (permission: string, origin: string) => check?.(null, permission, ...[origin] as never[])
    for (const permission of permissions) expect([requested(permission, APP_URL), checked(permission, APP_URL)]).toEqual([false, false])
    expect([requested('clipboard-sanitized-write', APP_URL), checked('clipboard-sanitized-write', 'app://ui')]).toEqual([true, true])
    expect([requested('clipboard-sanitized-write', 'https://evil.test/'), checked('clipboard-sanitized-write', '')]).toEqual([false, false])
    expect(device?.()).toBe(false)
    expect(isPermitted('clipboard-sanitized-write', 'null', APP_URL)).toBe(false)
  })
})

describe('what leaves for the operating system', () => {
  test('is a checked address', async () => {
    expect(await openExternal('https://acme.bitrix24.com/online/')).toBe(true)
    expect(await openExternal('file:///etc/passwd')).toBe(false)
    expect(await openExternal('https://no-browser.test/')).toBe(false)
    expect(standIn.opened).toEqual(['https://acme.bitrix24.com/online/'])
  })

  test('is an absolute path', () => {
    expect([revealFile('/home/anna/list.csv'), revealFile('list.csv'), revealFile('/home/anna/\0x')]).toEqual([true, false, false])
    expect(standIn.revealed).toEqual(['/home/anna/list.csv'])
  })
})
