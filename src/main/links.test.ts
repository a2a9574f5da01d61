import { resolve } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { openRequestSchema, type OpenRequest } from '#contract/app.ts'
import { viewTextLimit } from '#contract/view-text.ts'
import { app, standIn, type BrowserWindow } from '../../e2e/electron-stand-in/electron.ts'
import { APP_URL } from './app-url.ts'
import { collectLinks, linkAmong, linkRequest, registerLinkScheme } from './links.ts'
import { createOpener } from './opener.ts'
import { resetStandIn } from './testing/reset-stand-in.ts'
import { createMainWindow } from './window.ts'

vi.mock('electron', () => import('../../e2e/electron-stand-in/electron.ts'))
beforeEach(resetStandIn)

const link = 'linewatch://view?name=VIP'

describe('a link', () => {
  test.each([
    [['--profile', '/tmp/x', '--', link], link],
    [['C:\\Linewatch.exe', '--original-process-start-time=1', 'LINEWATCH://view'], 'LINEWATCH://view'],
    [['linewatch:evil'], 'linewatch:evil'],
    [['/opt/linewatch/linewatch', '--demo', 'https://linewatch.test', 'linewatch'], null],
    [[], null],
  ])('is found on the command line %j: %s', (args, found) => {
    expect(linkAmong(args)).toBe(found)
  })

  test('comes at the start, from a second start, and from macOS; what nobody follows yet waits, the last of it', () => {
    const links = collectLinks(['--demo', link])
    app.emit('open-url', { preventDefault: () => undefined }, 'linewatch://view?name=B')
    const seen: string[] = []
    links.follow(text => seen.push(text))
    app.emit('second-instance', {}, ['linewatch', '--demo'])
    app.emit('second-instance', {}, ['linewatch', link])
    app.emit('open-url', { preventDefault: () => undefined }, 'https://linewatch.test')
    expect(seen).toEqual(['linewatch://view?name=B', link])
  })

  test('is kept from macOS’s own handling', () => {
    collectLinks([])
    const preventDefault = vi.fn<() => void>()
    app.emit('open-url', { preventDefault }, link)
    expect(preventDefault).toHaveBeenCalledOnce()
  })

  test.each([
    ['linewatch://view?name=VIP', { ok: true, view: expect.objectContaining({ name: 'VIP' }) }],
    ['linewatch://view?name=%E0%A4%A', { ok: false, problem: { kind: 'not-a-view', part: '' } }],
    ['linewatch://settings', { ok: false, problem: { kind: 'not-a-view', part: '' } }],
    ['linewatch://view?--profile=/tmp/x', { ok: false, problem: { kind: 'unknown', part: '--profile' } }],
    [`linewatch://view?name=${'x'.repeat(viewTextLimit)}`, { ok: false, problem: { kind: 'too-long', part: '' } }],
  ])('crosses to the page as what could be read of it: %.40s', (text, parsed) => {
    expect(openRequestSchema.parse(linkRequest(text))).toEqual({ kind: 'view', parsed })
  })
})

test('links are registered so that nothing in one passes for a switch', () => {
  standIn.isPackaged = true
  registerLinkScheme()
  standIn.isPackaged = false
  registerLinkScheme()
  expect(standIn.linkSchemes).toEqual([['linewatch', '--'], ['linewatch', resolve(process.argv[1] ?? ''), '--']])
})

describe('what is asked for', () => {
  const alerts: OpenRequest = { kind: 'alerts', accountId: null }
  const view = linkRequest(link)

  function start() {
    const told: OpenRequest[] = []
    const window = createMainWindow({ page: APP_URL, icon: 'i', savedState: () => undefined, saveState: () => undefined, hidesOnClose: () => false })
    const opener = createOpener({ showWindow: window.show, contents: window.contents, tell: request => told.push(request) })
    /** The newest window's page has loaded and asks its first question. */
    const load = (): BrowserWindow => {
      const shown = standIn.windows.at(-1)
      const contents = window.contents()
      if (!shown || !contents) throw new Error('no window')
      opener.heard(contents)
      return shown
    }
    return { told, opener, load }
  }

  test('waits for a page that is still loading, and is told once', () => {
    const { told, opener, load } = start()
    opener.open(view)
    expect(told).toEqual([])
    load()
    load()
    expect(told).toEqual([view])
  })

  test('is told at once to a page that listens, and brings the window to the front', () => {
    const { told, opener, load } = start()
    opener.open(alerts)
    load().minimized = true
    opener.open(view)
    expect([told, standIn.windows[0]?.minimized]).toEqual([[alerts, view], false])
  })

  test('waits anew for the window that is made after one was closed', () => {
    const { told, opener, load } = start()
    opener.open(alerts)
    load().close()
    opener.open(view)
    expect(told).toEqual([alerts])
    load()
    expect(told).toEqual([alerts, view])
  })
})
