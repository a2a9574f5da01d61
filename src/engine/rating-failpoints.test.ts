import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import type { Call, Life } from './testing/dying-desk.ts'
import { nameOf, outboxSteps, watchSteps, type Place, type Side } from './testing/failpoints.ts'
import { startPortalThread, type PortalThread } from './testing/portal-thread.ts'
import { openRatingDesk, type RatingDesk } from './testing/rating-desk.ts'

const vote = 'imopenlines.session.head.vote'
const sides: readonly Side[] = ['before', 'after']
const none = { rating: null, comment: null }
const theirs = { rating: 1, comment: 'Их оценка' }
const mine = { rating: 4, comment: 'Моя оценка' }
const rating = (sessionId: number) => ({ sessionId, ...mine, seen: none })
const rate = (sessionId: number): Call => ['submit', rating(sessionId)]

/** What one rating goes through when nothing goes wrong. */
const steps = [
  'outbox.hold 1', 'sessions.setPending 1', 'sessions.setOwnRating 1',
  'outbox.release 1', 'sessions.setPending 2', 'sessions.setOwnRating 2',
  'portal.history 1', 'sessions.setPortalVote 1', 'outbox.markSending 1', 'sessions.setPending 3', 'sessions.setOwnRating 3',
  'portal.rate 1', 'portal.history 2', 'sessions.setPortalVote 2', 'outbox.confirm 1', 'sessions.setPending 4', 'sessions.setOwnRating 4',
]

type World = { readonly portal: PortalThread; readonly folder: string; readonly ids: readonly number[] }

async function prepare(count: number): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-failpoints-'))
  onTestFinished(() => { rmSync(folder, { recursive: true, force: true }) })
  const portal = await startPortalThread({ sessions: count * 14, seed: 5 })
  onTestFinished(async () => { await portal.close() })
  const desk = openRatingDesk(deskOf({ portal, folder }))
  await expect.poll(desk.isLive).toBe(true)
  const ids = desk.unrated(count)
  await desk.close()
  expect(ids).toHaveLength(count)
  return { portal, folder, ids }
}

const deskOf = ({ portal, folder }: Pick<World, 'portal' | 'folder'>): Life['desk'] => ({ webhook: portal.webhook, folder, rate: { perSecond: 1e6, burst: 1e6 } })

/** A desk in this process, for what comes before a death and after it. */
async function atDesk<T>(world: World, work: (desk: RatingDesk) => Promise<T>): Promise<T> {
  const desk = openRatingDesk(deskOf(world))
  try {
    return await work(desk)
  } finally {
    await desk.close()
  }
}

/** How a desk in a process of its own has ended, and the place that it named last. */
async function die(life: Life): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/dying-desk.ts'), JSON.stringify(life)], {
    stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_COMPILE_CACHE: join(life.desk.folder, 'compiled') },
  })
  onTestFinished(() => { child.kill('SIGKILL') })
  const [said, [code, signal]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number | null, string | null]>])
  return `${signal ?? `ended with ${code}`} ${said}`
}

/** What the next start finds to be decided is decided in favour of what was chosen; a held one is taken back. */
const decide: Readonly<Record<string, (desk: RatingDesk, sessionId: number) => unknown>> = {
  held: ({ runtime }, sessionId) => runtime.ratings.undo(sessionId),
  refused: ({ runtime }, sessionId) => runtime.ratings.retry(sessionId),
  conflict: ({ runtime }, sessionId) => runtime.ratings.resolve({ choice: 'mine', sessionId, seen: theirs }),
}

/** The next start, and how it all ended: in the ledger, in the list and in the portal. */
function endOf(world: World, sessionId: number) {
  return atDesk(world, async desk => {
    const { ratings, dialogs, ledger } = desk.runtime
    const stateOf = () => ratings.unsent().find(entry => entry.sessionId === sessionId)?.state
    if (stateOf() !== 'held') await desk.atRest()
    const waits = stateOf() ?? null
    decide[waits ?? '']?.(desk, sessionId)
    await desk.atRest()
    const { writes, notifications } = await world.portal.control.stats()
    const held = await world.portal.control.ask('session', { sessionId })
    const row = dialogs.rows([sessionId])[0]
    const journal = ratings.journal(sessionId).map(({ event }) => event)
    return {
      waits, journal: [journal[0], journal.at(-1)], writes: writes[sessionId] ?? 0, notifications: notifications[sessionId] ?? 0,
      portal: { rating: held['voteHeadStored'] || null, comment: held['commentHead'] },
      shown: { rating: row?.supervisorRating, comment: row?.supervisorComment, state: row?.ratingState }, restored: ledger.restored(),
      /** Every write must have been written down before. */
      sent: journal.filter(event => event === 'sent').length >= (writes[sessionId] ?? 0),
    }
  })
}
type End = Awaited<ReturnType<typeof endOf>>

const end = (last: string, { waits = null, value = mine }: { readonly waits?: End['waits']; readonly value?: typeof mine | typeof none } = {}): End => {
  const writes = last === 'confirmed' ? 1 : 0
  return { waits, journal: ['saved', last as never], writes, notifications: writes, portal: value, shown: { ...value, state: null }, restored: null, sent: true }
}
const arrived = (waits: End['waits'] = null): End => end('confirmed', { waits })

test(`killed before and after each of the ${steps.length} steps of a rating (${steps.join(', ')}): it arrives once`, async () => {
  const world = await prepare(steps.length * sides.length + 1)
  const [first = 0, ...ids] = world.ids
  const taken: string[] = []
  const counts = new Map<string, number>()
  const watched = openRatingDesk({ ...deskOf(world), around: ports => watchSteps(ports, (step, side) => {
    if (side === 'after') return
    counts.set(step, (counts.get(step) ?? 0) + 1)
    taken.push(`${step} ${counts.get(step)}`)
  }) })
  watched.runtime.ratings.submit(rating(first))
  await watched.atRest()
  await watched.close()
  expect(taken.filter(step => !isOfEveryStart(step))).toEqual(steps)

  for (const [index, step] of steps.entries()) {
    for (const [turn, side] of sides.entries()) {
      const place = placeAt(step, side)
      const sessionId = ids[index * sides.length + turn] ?? 0
      const death = await die({ desk: deskOf(world), calls: [rate(sessionId)], place })
      const found = await endOf(world, sessionId)
      const neverSaved = nameOf(place) === 'before outbox.hold 1'
      expect([death, found]).toEqual([`SIGKILL ${nameOf(place)}`, neverSaved ? { ...end('', { value: none }), journal: [undefined, undefined] } : arrived()])
    }
  }
}, 300_000)

const isOfEveryStart = (step: string): boolean => ['sessions.followLedger 1', 'outbox.hurry 1', 'outbox.recover 1'].includes(step)

function placeAt(step: string, side: Side): Place {
  const [name = '', nth = '1'] = step.split(' ')
  return { step: name, nth: Number(nth), side }
}

type Turn = {
  /** What the desk has come to before. */
  readonly before?: (world: World, sessionId: number) => Promise<unknown>
  readonly fault?: Readonly<Record<string, unknown>>
  readonly theyRate?: boolean
  readonly holdSeconds?: number
  readonly calls: (sessionId: number) => readonly Call[]
  readonly ends: Readonly<Record<Side, End>>
}

const denied = { mode: 'accessDenied', method: vote }
const both = (ended: End): Turn['ends'] => ({ before: ended, after: ended })

/** A rating whose answer never came. */
async function onItsWay(world: World, sessionId: number): Promise<void> {
  await world.portal.control.ask('faults', { mode: 'trickle', method: vote, ms: 600_000 })
  await atDesk(world, async ({ runtime: { ratings } }) => {
    ratings.submit(rating(sessionId))
    await expect.poll(async () => (await world.portal.control.stats()).writes[sessionId]).toBe(1)
  })
}

async function stopped(world: World, sessionId: number): Promise<void> {
  await atDesk(world, async ({ runtime: { ratings }, atRest }) => {
    ratings.submit(rating(sessionId))
    await atRest()
  })
}

async function refused(world: World, sessionId: number): Promise<void> {
  await world.portal.control.ask('faults', denied)
  await stopped(world, sessionId)
}

/** What a rating comes to otherwise, or a start with an unsent one. */
const turns: Readonly<Record<string, Turn>> = {
  'outbox.postpone': { fault: { mode: 'error', method: vote, code: 'INTERNAL_SERVER_ERROR', status: 500 }, calls: id => [rate(id)], ends: both(arrived()) },
  'outbox.park': { fault: denied, calls: id => [rate(id)], ends: { before: arrived(), after: arrived('refused') } },
  'outbox.conflict': { theyRate: true, calls: id => [rate(id)], ends: both(arrived('conflict')) },
  'outbox.renewConflict': {
    theyRate: true, before: stopped, calls: id => [['resolve', { choice: 'mine', sessionId: id, seen: none }]], ends: both(arrived('conflict')),
  },
  'outbox.drop': {
    theyRate: true, before: stopped, calls: id => [['resolve', { choice: 'theirs', sessionId: id, seen: theirs }]],
    ends: { before: arrived('conflict'), after: end('keptTheirs', { value: theirs }) },
  },
  'outbox.undo': {
    holdSeconds: 30, calls: id => [rate(id), ['undo', id]],
    ends: { before: end('undone', { waits: 'held', value: none }), after: end('undone', { value: none }) },
  },
  'outbox.requeue': { before: refused, calls: id => [['retry', id]], ends: { before: arrived('refused'), after: arrived() } },
  'sessions.followLedger': { before: onItsWay, calls: () => [], ends: both(arrived()) },
  'sessions.setPending': { before: onItsWay, calls: () => [], ends: both(arrived()) },
  'outbox.hurry': { before: onItsWay, calls: () => [], ends: both(arrived()) },
  'outbox.recover': { before: onItsWay, calls: () => [], ends: both(arrived()) },
}

test(`killed before and after whatever else the outbox does (${Object.keys(turns).join(', ')}): nothing is lost or sent twice`, async () => {
  const world = await prepare(Object.keys(turns).length * sides.length)
  const { control } = world.portal
  for (const [index, [step, { before, fault, theyRate = false, holdSeconds = 0, calls, ends }]] of Object.entries(turns).entries()) {
    for (const [turn, side] of sides.entries()) {
      const place = placeAt(step, side)
      const sessionId = world.ids[index * sides.length + turn] ?? 0
      if (theyRate) await control.ask('headVote', { sessionId, ...theirs })
      await before?.(world, sessionId)
      await control.ask('faults', fault ?? { mode: 'none' })
      const death = await die({ desk: { ...deskOf(world), holdSeconds }, calls: calls(sessionId), place })
      await control.ask('faults', { mode: 'none' })
      expect([death, await endOf(world, sessionId)]).toEqual([`SIGKILL ${nameOf(place)}`, ends[side]])
    }
  }
}, 300_000)

test('no step of the outbox is left out', () => {
  const killedAt = new Set([...steps.map(step => placeAt(step, 'before').step), ...Object.keys(turns)])
  expect(outboxSteps(openMemoryStores().outbox).filter(step => !killedAt.has(step))).toEqual([])
})
