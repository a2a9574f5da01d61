import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startFakeTrayHost } from '../../../e2e/electron-stand-in/fake-tray-host.ts'
import { startFakeNotificationService, startPrivateBus, type FakeServiceOptions, type PrivateBus } from '../../../e2e/fake-notification-service.ts'
import { createDbusNotifier } from './dbus-notifier.ts'
import { notificationBody, notificationTitle } from './notification-text.ts'
import { sessionBusAddress } from './session-bus.ts'
import { hasTrayHost } from './tray-host.ts'

let bus: PrivateBus
let clicked: unknown[]
let endings: (() => Promise<void>)[]

beforeEach(async () => {
  clicked = []
  endings = []
  bus = await startPrivateBus()
})
afterEach(async () => {
  for (const end of endings.toReversed()) await end()
  await bus.stop()
})

function notifier(busAddress: string | null = bus.address) {
  const made = createDbusNotifier({ busAddress, onClick: target => clicked.push(target) })
  endings.push(made.close)
  return made
}

async function service(options: Omit<FakeServiceOptions, 'address'> = {}) {
  const started = await startFakeNotificationService({ address: bus.address, ...options })
  endings.push(started.stop)
  return started
}

const lowRating = { title: 'Low rating', body: '<b>Anna</b> & Co > "1"', target: { kind: 'dialog', accountId: 'demo', sessionId: 41 } } as const

async function timed<T>(action: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const startedAt = performance.now()
  return { value: await action(), ms: performance.now() - startedAt }
}

describe('what is sent', () => {
  test.each([
    [[], '<b>Anna</b> & Co > "1"', []],
    [['body'], '<b>Anna</b> & Co > "1"', []],
    [['body', 'body-markup'], '&lt;b&gt;Anna&lt;/b&gt; &amp; Co &gt; "1"', []],
    [['body', 'actions'], '<b>Anna</b> & Co > "1"', ['default', 'Open']],
    [['body', 'body-markup', 'actions'], '&lt;b&gt;Anna&lt;/b&gt; &amp; Co &gt; "1"', ['default', 'Open']],
  ])('to a service that can %j', async (capabilities, body, actions) => {
    const { received } = await service({ capabilities })
    expect(await notifier().notify(lowRating)).toBe(true)
    expect(received).toEqual([{
      id: 1, appName: 'Linewatch', title: 'Low rating', body, actions, hints: { 'desktop-entry': 'linewatch', urgency: 1 },
    }])
  })

  test('is preceded by a look at what the service is like', async () => {
    await service({ capabilities: ['body', 'body-markup'] })
    expect(await notifier().probe()).toEqual({ readsMarkup: true })
  })

  test('survives every kind of text', async () => {
    const { received } = await service()
    const desk = notifier()
    for (const title of ['-h', 'a\u0000b', '\ud83d', 'x'.repeat(10_000), 'مرحبا \u202e', '🙂'.repeat(150), '']) {
      expect(await desk.notify({ title, body: title, target: { kind: 'dialog', accountId: 'demo', sessionId: 1 } })).toBe(true)
    }
    expect(received.map(({ title }) => title.length)).toEqual([2, 2, 0, 200, 7, 200, 0])
  })

  test('without a dialog has nothing to click', async () => {
    const { received } = await service()
    await notifier().notify({ ...lowRating, target: null })
    expect(received[0]?.actions).toEqual([])
  })
})

describe('a click', () => {
  test('opens what that notification is about', async () => {
    const { click } = await service()
    const desk = notifier()
    await desk.notify(lowRating)
    await desk.notify({ ...lowRating, target: { kind: 'alerts', accountId: null } })
    click(2)
    click(1)
    await expect.poll(() => clicked).toEqual([{ kind: 'alerts', accountId: null }, lowRating.target])
  })

  test('on something else does nothing', async () => {
    const { click } = await service()
    const desk = notifier()
    await desk.notify(lowRating)
    click(9)
    click(1, 'other')
    click(1)
    await expect.poll(() => clicked).toEqual([lowRating.target])
  })
})

describe('when nobody answers', () => {
  test('because there is no service, the answer is no, at once', async () => {
    const { value, ms } = await timed(() => notifier().notify(lowRating))
    expect([value, ms < 500]).toEqual([false, true])
  })

  test.each([null, 'unix:path=/nowhere/bus', 'nonsense', 'tcp:host=127.0.0.1,port=1'])('because the bus is %s', async address => {
    const desk = notifier(address)
    const { value, ms } = await timed(async () => [await desk.probe(), await desk.notify(lowRating)])
    expect([value, ms < 1_500]).toEqual([[null, false], true])
  })

  test('because the bus itself hangs, the answer is no in time and the end is not held up', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'linewatch-bus-'))
    const silent = createServer()
    await new Promise<void>(resolve => { silent.listen(join(dir, 'bus'), resolve) })
    const desk = createDbusNotifier({ busAddress: `unix:path=${dir}/bus`, onClick: () => undefined })
    const asked = await timed(() => desk.notify(lowRating))
    expect([asked.value, asked.ms < 1_500]).toEqual([false, true])
    expect((await timed(desk.close)).ms).toBeLessThan(100)
    silent.close()
    await rm(dir, { recursive: true, force: true })
  })

  test('because the service hangs, the answer is no within 1.5 s and nothing was held up', async () => {
    await service({ hung: true })
    const desk = notifier()
    let longestGap = 0
    let last = performance.now()
    const beat = setInterval(() => { longestGap = Math.max(longestGap, performance.now() - last); last = performance.now() }, 5)
    const { value, ms } = await timed(() => desk.notify(lowRating))
    clearInterval(beat)
    expect(value).toBe(false)
    expect(ms).toBeLessThan(1_500)
    expect(longestGap).toBeLessThan(100)
    // The next one does not even wait: the answer is remembered for a while.
    expect((await timed(() => desk.notify(lowRating))).ms).toBeLessThan(50)
  })

  test('the page is asked to show it until a service comes up', async () => {
    const desk = notifier()
    expect(await desk.probe()).toBeNull()
    const { received } = await service()
    // The bus tells of the new owner by itself; no 30 seconds have to pass.
    await expect.poll(() => desk.notify(lowRating)).toBe(true)
    expect(received.length).toBeGreaterThan(0)
  })
})

describe('over time', () => {
  test('a restarted service is asked again what it can do', async () => {
    const first = await service({ capabilities: ['body', 'body-markup'] })
    const desk = notifier()
    await desk.notify(lowRating)
    await first.stop()
    const second = await service({ capabilities: ['body'] })
    await expect.poll(async () => { await desk.notify(lowRating); return second.received.at(-1)?.body }).toBe(lowRating.body)
  })

  test('a bus that goes away and comes back is used again', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'linewatch-bus-'))
    endings.push(() => rm(dir, { recursive: true, force: true }))
    const own = await startPrivateBus(dir)
    const gone = await startFakeNotificationService({ address: own.address })
    const desk = notifier(own.address)
    expect(await desk.notify(lowRating)).toBe(true)
    await gone.stop()
    await own.stop()
    await expect.poll(() => desk.notify(lowRating)).toBe(false)

    const again = await startPrivateBus(dir)
    endings.push(again.stop)
    const back = await startFakeNotificationService({ address: again.address })
    endings.push(back.stop)
    await expect.poll(() => desk.notify(lowRating)).toBe(true)
    back.click(back.received.length)
    await expect.poll(() => clicked).toEqual([lowRating.target])
  })
})

test('a tray is there where the desktop says so', async () => {
  expect([await hasTrayHost(bus.address), await hasTrayHost('unix:path=/nowhere/bus')]).toEqual([false, false])
  const host = await startFakeTrayHost(bus.address)
  endings.push(host.stop)
  expect(await hasTrayHost(bus.address)).toBe(true)
})

test('the bus is found where the desktop says', () => {
  expect(sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x' })).toBe('unix:path=/x')
  expect(sessionBusAddress({ XDG_RUNTIME_DIR: '/nowhere' })).toBeNull()
  expect(sessionBusAddress({})).toBeNull()
})

test('texts are cleaned whatever they hold', () => {
  expect(notificationTitle('a\u0007b\n c\ud800')).toBe('ab c')
  expect(notificationBody('line\nnext\u0085&<>', true)).toBe('line\nnext&amp;&lt;&gt;')
})
