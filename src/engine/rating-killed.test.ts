import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { startPortalThread, type PortalThread } from './testing/portal-thread.ts'
import { createRandom } from './testing/random.ts'
import { startThreadEngine } from './testing/thread-engine.ts'

const vote = 'imopenlines.session.head.vote'
/** Longer than any test. */
const forever = 600_000
const kills = Number(process.env['KILLS'] ?? 200)
/** Profiles that live and die side by side. */
const desks = 4
const mostRatings = 2
/** When to kill. It stands in the test's name, so that a failure can be had again. */
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)

/** Code of the engine as it was compiled for the first of its processes that ended properly. */
const compiled = mkdtempSync(join(tmpdir(), 'linewatch-compiled-'))
afterAll(() => { rmSync(compiled, { recursive: true }) })

type Child = {
  readonly started: Promise<unknown>
  /** Sessions whose rating was acknowledged so far. */
  readonly rated: readonly number[]
  readonly firstRated: Promise<unknown>
  readonly end: (signal?: NodeJS.Signals) => Promise<void>
}

/** The product's engine in a process of its own, rating these dialogs one after the other. */
function startChild(profile: string, { webhook }: PortalThread, ids: readonly number[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/killable.ts'), profile, webhook, ...ids.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  })
  const ended = once(child, 'close')
  const lines = createInterface({ input: child.stdout })
  const started = once(lines, 'line')
  const rated: number[] = []
  const firstRated = new Promise<void>(resolve => {
    lines.on('line', line => {
      if (!line.startsWith('rated ')) return
      rated.push(Number(line.slice('rated '.length)))
      resolve()
    })
  })
  async function end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    child.kill(signal)
    await ended
  }
  onTestFinished(() => end())
  return { started, rated, firstRated, end }
}

/** A profile whose copy of the portal is there, and the newest closed dialogs that nobody has rated. */
async function openProfile({ webhook }: PortalThread, count: number): Promise<{ readonly profile: string; readonly ids: readonly number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-killed-'))
  onTestFinished(() => { rmSync(folder, { recursive: true, force: true }) })
  const profile = join(folder, 'profile')
  const first = await startThreadEngine(profile)
  const live = first.next('sync.progress', ({ phase }) => phase === 'live')
  await first.get('account.signInWebhook', { url: webhook, keep: { kind: 'store' } })
  await live
  const { ids } = await first.get('dialogs.index', { filter: { statuses: ['closed'], supervisorRatings: [0] }, sort: {}, limit: count })
  await first.close()
  expect(ids).toHaveLength(count)
  return { profile, ids }
}

/** The next start brings everything to its end; of each dialog the first and the last line of its journal. */
async function endOf(profile: string, ids: readonly number[]) {
  const survivor = await startThreadEngine(profile)
  await expect.poll(async () => (await survivor.get('outbox.summary', {})).unsent, { timeout: 60_000 }).toBe(0)
  const restored = await survivor.get('ledger.restored', {})
  const lines: (readonly unknown[])[] = []
  for (const sessionId of ids) {
    const journal = await survivor.get('ratings.journal', { sessionId })
    lines.push([sessionId, journal[0]?.event, journal.at(-1)?.event])
  }
  await survivor.close()
  return { restored, lines }
}

const arrived = (ids: readonly number[]) => ({ restored: null, lines: ids.map(id => [id, 'saved', 'confirmed']) })
const eachOnce = (ids: readonly number[]) => Object.fromEntries(ids.map(id => [id, 1]))

test.each([
  ['before the portal has done its work', 'slow', 0],
  ['after it, while the answer comes in', 'trickle', 1],
])('killed while a write is under way, %s: it arrives once', async (_, mode, done) => {
  const portal = await startPortalThread({ sessions: 60, seed: 5 })
  onTestFinished(async () => { await portal.close() })
  const { profile, ids: [id = 0] } = await openProfile(portal, 1)
  await portal.control.ask('faults', { mode, method: vote, ms: forever })
  const child = startChild(profile, portal, [id])
  await expect.poll(async () => (await portal.control.stats()).faults[mode]).toBe(1)
  await expect.poll(async () => (await portal.control.stats()).writes[id] ?? 0).toBe(done)
  await child.end()
  await portal.control.ask('faults', { mode: 'none' })
  expect(await endOf(profile, [id])).toEqual(arrived([id]))
  const { writes, notifications } = await portal.control.stats()
  expect({ writes, notifications }).toEqual({ writes: eachOnce([id]), notifications: eachOnce([id]) })
}, 60_000)

test(`killed ${kills} times at random while ratings are saved and sent, news looked for and conversations read: each arrives once (KILLS, KILL_SEED=${seed})`, async () => {
  const portal = await startPortalThread({ sessions: kills * mostRatings * 14 + 200, seed: 5, pace: 20 })
  onTestFinished(async () => { await portal.close() })
  const lives = Math.ceil(kills / desks)
  const { profile: original, ids } = await openProfile(portal, lives * mostRatings * desks)
  const first = startChild(original, portal, [])
  await first.started
  await first.end('SIGTERM')
  await portal.control.ask('faults', { mode: 'slow', method: vote, ms: 10, maxMs: 80 })

  const ended = await Promise.all(Array.from({ length: desks }, async (_, desk) => {
    const profile = `${original}-${desk}`
    cpSync(original, profile, { recursive: true })
    const random = createRandom(seed + desk)
    const own = ids.slice(desk * lives * mostRatings, (desk + 1) * lives * mostRatings)
    const acknowledged: number[] = []
    for (let life = 0; life < lives; life++) {
      const child = startChild(profile, portal, own.slice(life * mostRatings, life * mostRatings + 1 + Math.floor(random() * mostRatings)))
      await child.firstRated
      // No waiting for a state: the very moment is to be a random one.
      await pause(random() * 300)
      await child.end()
      acknowledged.push(...child.rated)
    }
    const { restored, lines } = await endOf(profile, own)
    // What was not acknowledged yet is there whole or not at all.
    const saved = lines.filter(([, first]) => first !== undefined).map(([id]) => Number(id))
    expect({ restored, lines: lines.filter(([, first]) => first !== undefined) }).toEqual(arrived(saved))
    expect(acknowledged.filter(id => !saved.includes(id))).toEqual([])
    return saved
  }))
  const { writes, notifications } = await portal.control.stats()
  expect({ writes, notifications }).toEqual({ writes: eachOnce(ended.flat()), notifications: eachOnce(ended.flat()) })
}, 120_000 + kills * 2_000)
