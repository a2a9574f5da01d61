import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { app, standIn } from '../../e2e/electron-stand-in/electron.ts'
import { err } from '#contract/result.ts'
import { followEngine } from './alert-signs.ts'
import { APP_URL } from './app-url.ts'
import { parseDesktopArguments } from './arguments.ts'
import { setBadge } from './badge.ts'
import { createLifecycle } from './lifecycle.ts'
import { menuTemplate } from './menu.ts'
import { createNotifier } from './notifications.ts'
import { countOpenAlerts } from './open-alerts.ts'
import { openSettingsStore } from './settings-store.ts'
import { resetStandIn } from './testing/reset-stand-in.ts'
import { createTray, trayIcon } from './tray.ts'
import { openingBounds } from './window-bounds.ts'
import { createMainWindow } from './window.ts'
import { wordsFor } from './words.ts'

vi.mock('electron', () => import('../../e2e/electron-stand-in/electron.ts'))
beforeEach(resetStandIn)

const english = wordsFor('en', 'ru-RU')

describe('a notification', () => {
  const request = { title: 'Low rating', body: 'a < b', target: { kind: 'dialog', accountId: 'demo', sessionId: 7 } } as const
  const notifier = (probe: Parameters<typeof createNotifier>[0]['probe']) => {
    const clicked: unknown[] = []
    return { notify: createNotifier({ probe, icon: 'icon.png', onClick: target => clicked.push(target) }), clicked }
  }

  test('is shown and its click opens the dialog', async () => {
    const { notify, clicked } = notifier(null)
    expect(await notify(request)).toBe(true)
    standIn.notifications[0]?.emit('click')
    expect([clicked, standIn.notifications[0]?.options.body]).toEqual([[request.target], 'a < b'])
  })

  test('on Linux is not even made when no service answers', async () => {
    const { notify } = notifier(async () => null)
    expect(await notify(request)).toBe(false)
    expect(standIn.notifications).toEqual([])
  })

  test('is escaped for a service that reads markup', async () => {
    await notifier(async () => ({ readsMarkup: true })).notify(request)
    await notifier(async () => ({ readsMarkup: false })).notify(request)
    expect(standIn.notifications.map(({ options }) => options.body)).toEqual(['a &lt; b', 'a < b'])
  })

  test('that the system refuses is a no; silence is a yes', async () => {
    standIn.notificationOutcome = 'failed'
    expect(await notifier(null).notify(request)).toBe(false)
    standIn.notificationOutcome = 'silent'
    expect(await notifier(null).notify(request)).toBe(true)
    standIn.notificationsSupported = false
    expect(await notifier(null).notify(request)).toBe(false)
  })
})

describe('the tray', () => {
  const create = (platform: string) => {
    const asked: string[] = []
    const tray = createTray({
      platform, iconsDir: '/icons', words: english,
      onOpen: () => asked.push('open'), onLowRatings: () => asked.push('low'), onQuit: () => asked.push('quit'),
    })
    const [shown] = standIn.trays
    if (!shown) throw new Error('no tray')
    return { tray, shown, asked }
  }

  test('says how many low ratings are open', () => {
    const { tray, shown } = create('darwin')
    const look = () => [shown.tooltip, shown.title, shown.menu.map(({ label }) => label), shown.menu[1]?.enabled]
    expect(look()).toEqual(['Linewatch', '', ['Open Linewatch', 'Low ratings: 0', undefined, 'Quit'], false])
    tray.setCount(3)
    expect(look()).toEqual(['Linewatch: 3 low ratings', '3', ['Open Linewatch', 'Low ratings: 3', undefined, 'Quit'], true])
    tray.setWords(wordsFor('ru', 'en'))
    expect(look()).toEqual(['Linewatch: низких оценок 3', '3', ['Открыть Linewatch', 'Низкие оценки: 3', undefined, 'Выход'], true])
  })

  test('does what its entries say', () => {
    const { shown, asked } = create('linux')
    shown.emit('click')
    for (const item of shown.menu) item.click?.()
    expect(asked).toEqual(['open', 'open', 'low', 'quit'])
  })

  test('has its own picture on every system', () => {
    expect(['darwin', 'win32', 'linux'].map(platform => trayIcon(platform, '/icons')))
      .toEqual(['/icons/trayTemplate.png', '/icons/icon.ico', '/icons/tray.png'])
  })

  test('counts the alerts of all accounts and leads to the screen’s own first', async () => {
    const listed = (id: string, openAlerts: number | null, current = false) => ({ account: { id }, openAlerts, current, state: 'running' })
    const count = (...accounts: unknown[]) => countOpenAlerts(async () => ({ ok: true, value: accounts }))
    expect(await count(listed('a', 2), listed('b', 1, true), listed('c', null))).toEqual({ count: 3, accountId: 'b' })
    expect(await count(listed('a', 2), listed('b', 0, true))).toEqual({ count: 2, accountId: 'a' })
    expect(await count(listed('a', 0, true))).toEqual({ count: 0, accountId: null })
    expect(await countOpenAlerts(async () => err('engine-stopped', ''))).toEqual({ count: 0, accountId: null })
  })

  test('follows whatever changes in any account', () => {
    const seen: string[] = []
    const listener = followEngine({ recount: () => seen.push('recount'), setWords: () => seen.push('words'), wordsFor: language => wordsFor(language, 'en') })
    listener('accounts.changed', {})
    listener('settings.changed', { language: 'ru' })
    listener('sync.progress', {})
    expect(seen).toEqual(['recount', 'words'])
  })

  test('is accompanied by a badge', () => {
    setBadge(4, { platform: 'linux', iconsDir: '/icons', words: english, window: null })
    expect(standIn.badge).toBe(4)
  })
})

describe('the end', () => {
  const start = (staysInTray: boolean) => {
    let finish: () => void = () => undefined
    const close = vi.fn<() => Promise<void>>(() => new Promise(resolve => { finish = resolve }))
    const showWindow = vi.fn<() => void>()
    return { ...createLifecycle({ showWindow, staysInTray: () => staysInTray, close }), close, showWindow, finish: () => finish() }
  }

  test('waits for the engine, once, however often it is asked for', async () => {
    const { close, finish, isQuitting } = start(false)
    app.quit()
    app.quit()
    expect([standIn.log, close.mock.calls.length, isQuitting()]).toEqual([['quit put off', 'quit put off'], 1, true])
    finish()
    await expect.poll(() => standIn.log.at(-1)).toBe('quit')
  })

  test('does not wait for ever', async () => {
    vi.useFakeTimers()
    start(false)
    app.quit()
    await vi.advanceTimersByTimeAsync(3_000)
    vi.useRealTimers()
    expect(standIn.log).toEqual(['quit put off', 'quit'])
  })

  test('comes with the last window only where no tray is left', () => {
    start(true)
    app.emit('window-all-closed')
    expect(standIn.log).toEqual([])
    app.removeAllListeners()
    start(false)
    app.emit('window-all-closed')
    expect(standIn.log).toEqual(['quit put off'])
  })

  test('a second start brings the window of the first to the front', () => {
    const { showWindow } = start(true)
    app.emit('second-instance')
    expect(showWindow).toHaveBeenCalledOnce()
  })
})

describe('the window', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1040 }, { x: 1920, y: 0, width: 1280, height: 984 }]

  test.each([
    [undefined, { width: 1360, height: 860 }],
    ['text', { width: 1360, height: 860 }],
    [{ x: 10, y: 20, width: 1000, height: 700 }, { x: 10, y: 20, width: 1000, height: 700 }],
    [{ x: 2000, y: 20, width: 1000, height: 700 }, { x: 2000, y: 20, width: 1000, height: 700 }],
    [{ x: 9000, y: 20, width: 1000, height: 700 }, { width: 1360, height: 860 }],
    [{ x: 10, y: -500, width: 1000, height: 700 }, { width: 1360, height: 860 }],
    [{ x: -950, y: 20, width: 1000, height: 700 }, { width: 1360, height: 860 }],
    [{ x: 10, y: 20, width: 5, height: 5 }, { x: 10, y: 20, width: 960, height: 600 }],
    [{ x: Number.NaN, y: 20, width: 1000, height: 700 }, { width: 1360, height: 860 }],
  ])('left as %j opens at %j', (saved, expected) => {
    expect(openingBounds(saved, screens)).toEqual(expected)
  })

  const create = (hides: boolean) => {
    const saved: unknown[] = []
    const main = createMainWindow({ page: APP_URL, icon: 'i', savedState: () => ({ x: 5, y: 5, width: 1000, height: 700, maximized: true }), saveState: state => saved.push(state), hidesOnClose: () => hides })
    main.show()
    const [window] = standIn.windows
    if (!window) throw new Error('no window')
    return { main, window, saved }
  }

  test('comes back as it was left and is shown when it has something to show', async () => {
    const { window } = create(false)
    expect([window.options.width, window.maximized, window.visible, window.url]).toEqual([1000, true, false, APP_URL])
    await expect.poll(() => window.visible).toBe(true)
  })

  test('is remembered and made anew after it was closed', () => {
    const { main, window, saved } = create(false)
    expect(window.close()).toBe(true)
    expect(saved).toMatchObject([{ width: 1000, maximized: true }])
    expect(main.contents()).toBeNull()
    main.show()
    expect(standIn.windows).toHaveLength(2)
  })

  test('that is only put away comes back to the front', () => {
    const { main, window } = create(true)
    expect([window.close(), window.visible]).toEqual([false, false])
    window.minimized = true
    main.show()
    expect([window.visible, window.minimized, window.focused, standIn.windows.length]).toEqual([true, false, true, 1])
  })

  test('whose page crashed is loaded again, but not over and over', () => {
    const { window } = create(false)
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    expect(window.webContents.reloads).toBe(1)
  })
})

describe('the settings', () => {
  let dir = ''
  beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'linewatch-store-')) })
  afterEach(() => rm(dir, { recursive: true, force: true }))
  const file = () => join(dir, 'settings.json')

  test('and the window share one private file with the browser face', async () => {
    const store = await openSettingsStore(dir)
    await store.saveSettings({ language: 'ru', theme: 'dark', notifications: true, notificationNames: false, columns: ['id'] } as never)
    store.saveWindow({ x: 1, y: 2, width: 3, height: 4, maximized: false })
    expect(JSON.parse(await readFile(file(), 'utf8'))).toEqual({
      settings: { language: 'ru', theme: 'dark', notifications: true, notificationNames: false, columns: ['id'] },
      window: { x: 1, y: 2, width: 3, height: 4, maximized: false },
    })
    expect((await stat(file())).mode & 0o777).toBe(0o600)
    expect((await openSettingsStore(dir)).window()).toEqual({ x: 1, y: 2, width: 3, height: 4, maximized: false })
  })

  test('start afresh when the file is damaged', async () => {
    await writeFile(file(), '{"settings":')
    expect((await openSettingsStore(dir)).settings()).toBeUndefined()
  })
})

test('the menu can paste everywhere and shows its tools to developers only', () => {
  const roles = (developer: boolean) => JSON.stringify(menuTemplate({ words: english, platform: 'linux', developer }))
  for (const role of ['copy', 'paste', 'undo', 'selectAll', 'zoomIn', 'togglefullscreen', 'quit']) expect(roles(false)).toContain(`"role":"${role}"`)
  expect([roles(false).includes('toggleDevTools'), roles(true).includes('toggleDevTools')]).toEqual([false, true])
  expect(menuTemplate({ words: english, platform: 'darwin', developer: false })[0]).toEqual({ role: 'appMenu' })
})

test.each([
  [[], { profile: undefined, demo: false, poll: undefined }],
  [['--demo', '--profile', '/tmp/x', '--poll', '2'], { profile: '/tmp/x', demo: true, poll: 2 }],
  [['--enable-logging', '--profile=/tmp/x', 'linewatch://open', '--inspect=0'], { profile: '/tmp/x', demo: false, poll: undefined }],
])('of the command line %j our part is taken', (args, expected) => {
  expect(parseDesktopArguments(args)).toEqual(expected)
})

test.each([['en', 'ru-RU', 'Quit'], ['system', 'ru-RU', 'Выход'], ['system', 'de-DE', 'Quit'], ['ru', 'en-US', 'Выход']] as const)(
  'the shell speaks %s on a %s system', (language, locale, quit) => {
    expect(wordsFor(language, locale).quit).toBe(quit)
  })
