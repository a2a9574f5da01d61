import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { err, ok } from '#contract/result.ts'
import { settingsSchema } from '#contract/settings.ts'
import { startFakeNotificationService, startPrivateBus } from '../../e2e/fake-notification-service.ts'
import { openAppWindow, windowArguments } from './app-window.ts'
import { createBrowserShell } from './browser-shell.ts'
import { browserPlaces, findBrowser } from './find-browser.ts'
import { systemFailure } from './messages.ts'
import { startBrowserHost, type BrowserHost, type BrowserHostOptions } from './start-browser-host.ts'
import { hasDisplay, openCommand, revealCommand, runOpener } from './system-opener.ts'
import { createFakeEngine } from './testing/fake-engine.ts'

let dir = ''
let endings: (() => Promise<void>)[] = []
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'linewatch-host-'))
  await mkdir(join(dir, 'renderer'))
  await writeFile(join(dir, 'renderer', 'index.html'), '<!doctype html>')
})
afterEach(async () => {
  for (const end of endings.toReversed()) await end()
  endings = []
  vi.unstubAllEnvs()
  await rm(dir, { recursive: true, force: true })
})

const quiet: BrowserHostOptions['on'] = { crash: () => undefined, linkBurnt: () => undefined, pageWanted: () => undefined }

async function start(change: Partial<BrowserHostOptions> = {}): Promise<BrowserHost> {
  const started = await startBrowserHost({
    config: {
      version: '1', profileDir: join(dir, 'profile'), exportsDir: join(dir, 'exports'), locale: 'en', pollSeconds: 5,
      demoPortal: { entry: 'file:///nowhere', sessions: 1, seed: 1, pace: 1 },
    },
    rendererDir: join(dir, 'renderer'), port: 0, startEngine: createFakeEngine().startEngine, on: quiet, ...change,
  })
  if (!started.ok) throw new Error(started.error.message)
  endings.push(started.value.close)
  return started.value
}

async function signIn(link: string): Promise<{ origin: string; headers: Record<string, string> }> {
  const { origin, hash } = new URL(link)
  const reply = await fetch(`${origin}/session`, {
    method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: JSON.stringify({ token: hash.slice('#token='.length) }),
  })
  const { secret } = await reply.json() as { secret: string }
  return { origin, headers: { origin, 'content-type': 'application/json', 'x-linewatch-session': secret } }
}

describe('the host', () => {
  test('carries a question to the engine and the engine\'s events to the page', async () => {
    const engine = createFakeEngine({ 'sync.state': () => ok('idle') })
    const { origin, headers } = await signIn((await start({ startEngine: engine.startEngine })).link())
    const reply = await fetch(`${origin}/rpc/sync.state`, { method: 'POST', headers, body: '{}' })
    expect(await reply.json()).toEqual({ ok: true, value: 'idle' })

    const reader = (await fetch(`${origin}/events`, { headers })).body?.pipeThrough(new TextDecoderStream()).getReader()
    await reader?.read()
    engine.engine.emit('alerts.changed', { open: 2 })
    expect((await reader?.read())?.value).toBe('event: alerts.changed\ndata: {"open":2}\n\n')
  })

  test('gives the engine the stored settings and stores the changed ones', async () => {
    await mkdir(join(dir, 'profile'))
    await writeFile(join(dir, 'profile', 'settings.json'), '{"settings":{"theme":"dark"}}')
    const engine = createFakeEngine()
    await start({ startEngine: engine.startEngine })
    const [given] = engine.started
    expect(given?.config.settings).toEqual({ theme: 'dark' })
    await given?.shell.saveSettings(settingsSchema.parse({ theme: 'light' }))
    expect(JSON.parse(await readFile(join(dir, 'profile', 'settings.json'), 'utf8'))).toMatchObject({ settings: { theme: 'light' } })
  })

  test('frees the port and closes the engine at the end', async () => {
    const engine = createFakeEngine()
    const host = await start({ startEngine: engine.startEngine })
    const { origin } = new URL(host.link())
    await host.close()
    expect(engine.state.closed).toBe(1)
    await expect(fetch(origin)).rejects.toThrow('fetch failed')
    endings = []
  })

  test('hands on why the engine did not start, and holds nothing back', async () => {
    let port = 0
    const failing: BrowserHostOptions['startEngine'] = async () => err('profile-in-use', 'pid 7')
    const first = await start()
    port = Number(new URL(first.link()).port)
    await first.close()
    await expect(start({ startEngine: failing, port })).rejects.toThrow('pid 7')
    const again = await start({ port })
    expect(Number(new URL(again.link()).port)).toBe(port)
  })

  test('finds out that the port is taken before it starts the engine', async () => {
    const port = Number(new URL((await start()).link()).port)
    const engine = createFakeEngine()
    await expect(start({ port, startEngine: engine.startEngine })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    expect(engine.started).toEqual([])
  })

  test('shows a clicked dialog, also to a page that has to be opened first', async () => {
    const bus = await startPrivateBus()
    const service = await startFakeNotificationService({ address: bus.address })
    endings.push(bus.stop, service.stop)
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', bus.address)
    const engine = createFakeEngine()
    const told: unknown[] = []
    engine.engine.on((event, payload) => told.push([event, payload]))
    let wanted = 0
    const host = await start({ startEngine: engine.startEngine, on: { ...quiet, pageWanted: () => { wanted += 1 } } })
    const { shell } = engine.started[0] ?? {}
    expect(shell?.capabilities).toEqual({ tray: false, nativeNotifications: true })
    expect(await shell?.notify({ title: 'Low rating', body: 'x', target: { kind: 'dialog', accountId: 'demo', sessionId: 41 } })).toBe(true)

    service.click(1)
    await expect.poll(() => wanted).toBe(1)
    expect(told).toEqual([])
    const { origin, headers } = await signIn(host.link())
    const page = await fetch(`${origin}/events`, { headers })
    await expect.poll(() => told, { timeout: 3_000 }).toEqual([['app.open', { kind: 'dialog', accountId: 'demo', sessionId: 41 }]])

    service.click(1)
    await expect.poll(() => told.length).toBe(2)
    expect(wanted).toBe(1)
    await page.body?.cancel()
  })
})

describe('the shell of the browser face', () => {
  const shell = (env: Record<string, string>) => {
    const ran: unknown[] = []
    return {
      ran,
      shell: createBrowserShell({
        notifier: null, nativeNotifications: false, saveSettings: async () => undefined, platform: 'linux', env,
        run: async command => { ran.push(command); return true },
      }),
    }
  }

  test('opens checked addresses and folders, where there is a screen', async () => {
    const { shell: desk, ran } = shell({ DISPLAY: ':0' })
    expect(await desk.openExternal('https://acme.bitrix24.com/')).toBe(true)
    expect(await desk.openExternal('file:///etc/passwd')).toBe(false)
    expect(await desk.reveal('/home/anna/Downloads/list.csv')).toBe(true)
    expect(ran).toEqual([
      { file: 'xdg-open', args: ['https://acme.bitrix24.com/'] }, { file: 'xdg-open', args: ['/home/anna/Downloads'] },
    ])
    const blind = shell({})
    expect([await blind.shell.openExternal('https://acme.bitrix24.com/'), blind.ran]).toEqual([false, []])
  })

  test('leaves notifications and secrets to others', async () => {
    const { shell: desk } = shell({})
    expect([await desk.notify({ title: '', body: '', target: { kind: 'dialog', accountId: 'demo', sessionId: 1 } }), await desk.seal('x'), await desk.unseal('x')]).toEqual([false, null, null])
  })

  test('uses the system\'s own programs', () => {
    expect(['linux', 'darwin', 'win32'].map(platform => [openCommand(platform, 'https://a/'), revealCommand(platform, '/a/b.csv')])).toEqual([
      [{ file: 'xdg-open', args: ['https://a/'] }, { file: 'xdg-open', args: ['/a'] }],
      [{ file: 'open', args: ['https://a/'] }, { file: 'open', args: ['-R', '/a/b.csv'] }],
      [{ file: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', 'https://a/'] }, { file: 'explorer.exe', args: ['/select,/a/b.csv'] }],
    ])
    expect([hasDisplay('linux', {}), hasDisplay('linux', { WAYLAND_DISPLAY: 'w' }), hasDisplay('darwin', {})]).toEqual([false, true, true])
  })

  test('sees whether a program worked', async () => {
    expect(await runOpener({ file: 'true', args: [] })).toBe(true)
    expect(await runOpener({ file: 'false', args: [] })).toBe(false)
    expect(await runOpener({ file: join(dir, 'missing'), args: [] })).toBe(false)
  })
})

describe('the window', () => {
  const program = async (name: string, text: string) => {
    const path = join(dir, name)
    await writeFile(path, `#!/bin/sh\n${text}\n`)
    await chmod(path, 0o755)
    return path
  }

  test('is looked for by name on PATH, and a named browser comes first', async () => {
    const chromium = await program('chromium', 'exit 0')
    expect(findBrowser({ platform: 'linux', env: { PATH: `/nowhere:${dir}` }, home: '/' })).toBe(chromium)
    const other = await program('other', 'exit 0')
    expect(findBrowser({ platform: 'linux', env: { PATH: dir, LINEWATCH_BROWSER: other }, home: '/' })).toBe(other)
    expect(findBrowser({ platform: 'linux', env: { PATH: '/nowhere' }, home: '/' })).toBeNull()
    expect(browserPlaces({ platform: 'win32', env: { ProgramFiles: 'C:\\P' }, home: '' })).toContain('C:\\P\\Microsoft\\Edge\\Application\\msedge.exe')
    expect(browserPlaces({ platform: 'darwin', env: {}, home: '/Users/anna' })).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome')
  })

  test('has a folder of its own, and gives up the sandbox for root alone', () => {
    const options = { url: 'http://127.0.0.1:1/#token=x', userDataDir: '/p/browser' }
    expect(windowArguments({ ...options, isRoot: false })).toEqual(expect.arrayContaining(['--app=http://127.0.0.1:1/#token=x', '--user-data-dir=/p/browser']))
    expect(windowArguments({ ...options, isRoot: false })).not.toContain('--no-sandbox')
    expect(windowArguments({ ...options, isRoot: true })).toContain('--no-sandbox')
  })

  test('that does not come up is noticed', async () => {
    const open = (browser: string) => openAppWindow({ browser, url: 'http://127.0.0.1:1/', userDataDir: dir, isRoot: false })
    expect(await open(await program('broken', 'exit 21'))).toBeNull()
    expect(await open(join(dir, 'missing'))).toBeNull()
    const child = await open(await program('working', 'exec sleep 30'))
    expect(child?.exitCode).toBeNull()
    child?.kill()
  })
})

test.each([
  ['EADDRINUSE', 'Port 80 is taken'], ['EACCES', 'Port 80 needs administrator rights'], ['EROFS', 'The profile folder /p cannot be used (EROFS)'],
  ['EOTHER', 'Linewatch could not start: broken'],
])('%s is told in one line with what to do', (code, start) => {
  const message = systemFailure(Object.assign(new Error('broken'), { code }), { port: 80, profileDir: '/p' })
  expect(message).toContain(start)
  expect(message).not.toContain('\n')
})
