import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { controlOf, type PortalControl } from './testing/portal-control.ts'
import { createRandom } from './testing/random.ts'
import { startThreadEngine } from './testing/thread-engine.ts'

const vote = 'imopenlines.session.head.vote'
const history = 'imopenlines.session.history.get'
/** Longer than any test. */
const forever = 600_000
const kills = Number(process.env['KILLS'] ?? 10)
/** When to kill. It stands in the test's name, so that a failure can be had again. */
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)

type Child = { readonly rated: Promise<unknown>; readonly kill: () => Promise<void> }

/** An engine in a process of its own that rates this dialog. */
function startChild(profile: string, webhook: string, sessionId: number): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/killable.ts'), profile, webhook, String(sessionId)], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = once(child, 'close')
  const lines = createInterface({ input: child.stdout })
  const rated = new Promise<void>(resolve => { lines.on('line', line => { if (line === `rated ${sessionId}`) resolve() }) })
  async function kill(): Promise<void> {
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  return { rated, kill }
}

const struck = async (control: PortalControl, fault: string): Promise<number> => (await control.stats()).faults[fault] ?? 0
const writesOf = async (control: PortalControl, id: number): Promise<number> => (await control.stats()).writes[id] ?? 0

/** Resolves when a fault has struck once more from now on. */
async function nextStrike(control: PortalControl, fault: string): Promise<() => Promise<void>> {
  const before = await struck(control, fault)
  return async () => { await expect.poll(() => struck(control, fault)).toBeGreaterThan(before) }
}

/** Where the program is to die, and how the portal tells that it has come there. */
const places: readonly (readonly [place: string, reach: (control: PortalControl, sessionId: number, child: () => Child) => Promise<Child>])[] = [
  ['right after the form was told that it is saved', async (control, _, start) => {
    await control.ask('faults', { mode: 'offline' })
    const child = start()
    await child.rated
    return child
  }],
  ['while the portal is looked at before the write', async (control, _, start) => {
    await control.ask('faults', { mode: 'slow', method: history, ms: forever })
    const strike = await nextStrike(control, 'slow')
    const child = start()
    await child.rated
    await strike()
    return child
  }],
  ['while the write is under way', async (control, id, start) => {
    await control.ask('faults', { mode: 'slow', method: vote, ms: forever })
    const strike = await nextStrike(control, 'slow')
    const child = start()
    await strike()
    expect(await writesOf(control, id)).toBe(0)
    return child
  }],
  ['while the answer to the write comes in', async (control, id, start) => {
    await control.ask('faults', { mode: 'trickle', method: vote, ms: forever })
    const child = start()
    await expect.poll(() => writesOf(control, id)).toBe(1)
    return child
  }],
  ['while the portal is looked at after the write', async (control, id, start) => {
    await control.ask('faults', { mode: 'trickle', method: vote, ms: 100 })
    const child = start()
    await expect.poll(() => writesOf(control, id)).toBe(1)
    const strike = await nextStrike(control, 'slow')
    await control.ask('faults', { mode: 'slow', method: history, ms: forever })
    await strike()
    return child
  }],
  ['after a write that the portal has refused', async (control, id, start) => {
    await control.ask('faults', { mode: 'error', method: vote, code: 'INTERNAL_SERVER_ERROR', status: 500 })
    const strike = await nextStrike(control, 'error')
    const child = start()
    await strike()
    expect(await writesOf(control, id)).toBe(0)
    return child
  }],
]

type World = { readonly profile: string; readonly webhook: string; readonly control: PortalControl; readonly ids: readonly number[] }

/** A portal in a thread of its own, and a profile with its dialogs: the newest closed ones that nobody has rated. */
async function prepare(sessions: number, count: number): Promise<World> {
  const profile = mkdtempSync(join(tmpdir(), 'linewatch-killed-'))
  onTestFinished(() => { rmSync(profile, { recursive: true, force: true }) })
  const worker = new Worker(new URL('../simulator/worker.ts', import.meta.url), { workerData: { sessions, seed: 5, pace: 0, rate: { drainPerSecond: 1e9, burst: 1e9 } } })
  onTestFinished(async () => { await worker.terminate() })
  const [{ webhook, controlUrl }] = await once(worker, 'message') as [{ readonly webhook: string; readonly controlUrl: string }]
  const first = await startThreadEngine(profile)
  const live = first.next('sync.progress', ({ phase }) => phase === 'live')
  await first.get('account.signInWebhook', { url: webhook, keep: { kind: 'store' } })
  await live
  const { ids } = await first.get('dialogs.index', { filter: { statuses: ['closed'], supervisorRatings: [0] }, sort: {}, limit: count })
  await first.close()
  if (ids.length < count) throw new Error('There are too few dialogs to rate')
  return { profile, webhook, control: controlOf(controlUrl), ids }
}

type End = {
  readonly restored: unknown
  /** Of each dialog, the first and the last line of its journal. */
  readonly lines: readonly (readonly unknown[])[]
  readonly writes: Readonly<Record<string, number>>
  readonly notifications: Readonly<Record<string, number>>
}

/** The next start brings everything to its end. */
async function endOf({ profile, control }: World, ids: readonly number[]): Promise<End> {
  const survivor = await startThreadEngine(profile)
  await expect.poll(async () => (await survivor.get('outbox.summary', {})).unsent, { timeout: 60_000 }).toBe(0)
  const restored = await survivor.get('ledger.restored', {})
  const lines: (readonly unknown[])[] = []
  for (const sessionId of ids) {
    const journal = await survivor.get('ratings.journal', { sessionId })
    lines.push([sessionId, journal[0]?.event, journal.at(-1)?.event])
  }
  await survivor.close()
  const { writes, notifications } = await control.stats()
  return { restored, lines, writes, notifications }
}

function eachOnce(ids: readonly number[]): End {
  const counts = Object.fromEntries(ids.map(id => [id, 1]))
  return { restored: null, lines: ids.map(id => [id, 'saved', 'confirmed']), writes: counts, notifications: counts }
}

test('killed at every step that a rating takes: each arrives once', async () => {
  const world = await prepare(120, places.length)
  const { profile, webhook, control, ids } = world
  for (const [index, [place, reach]] of places.entries()) {
    const sessionId = ids[index] ?? 0
    const child = await reach(control, sessionId, () => startChild(profile, webhook, sessionId))
    await child.kill()
    await control.ask('faults', { mode: 'none' })
    const rated = ids.slice(0, index + 1)
    expect([place, await endOf(world, rated)]).toEqual([place, eachOnce(rated)])
  }
}, 180_000)

test(`killed at random moments after the form was told that it is saved: each arrives once (KILLS=${kills}, KILL_SEED=${seed})`, async () => {
  const world = await prepare(kills * 12 + 200, kills)
  const random = createRandom(seed)
  await world.control.ask('faults', { mode: 'slow', method: vote, ms: 20, maxMs: 120 })
  for (const sessionId of world.ids) {
    const child = startChild(world.profile, world.webhook, sessionId)
    await child.rated
    // No waiting for a state: the very moment is to be a random one.
    await pause(random() * 400)
    await child.kill()
  }
  expect(await endOf(world, world.ids)).toEqual(eachOnce(world.ids))
}, 60_000 + kills * 8_000)
