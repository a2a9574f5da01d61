import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { openDb } from '#infra/sqlite/db.ts'
import { sql, type Sql } from '#infra/sqlite/sql.ts'
import type { PortalOptions } from '../simulator/server.ts'
import { differences, mirrorRows, portalRows } from './testing/mirror-truth.ts'
import { startPortalThread, type PortalThread } from './testing/portal-thread.ts'
import { createRandom } from './testing/random.ts'

const kills = 10
/** When to kill. It stands in the tests' names, so that a failure can be had again. */
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)

type Child = { readonly process: ChildProcessByStdio<null, Readable, Readable>; readonly lines: AsyncIterator<string>; readonly ended: Promise<unknown>; readonly errors: () => string }

function startChild(...args: readonly string[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/killable.ts'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  let errors = ''
  child.stderr.on('data', chunk => { errors += String(chunk) })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { process: child, ended, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), errors: () => errors }
}

/** Reads on until a line is the wanted one. */
async function until({ lines, errors }: Child, wanted: (line: string) => boolean): Promise<string> {
  for (;;) {
    const { value, done } = await lines.next()
    if (done === true) throw new Error(`The engine ended: ${errors()}`)
    if (wanted(value)) return value
  }
}

function databases(profileDir: string): { readonly mirror: string; readonly ledger: string } {
  const accounts = join(profileDir, 'accounts')
  const [account = ''] = readdirSync(accounts)
  return { mirror: join(accounts, account, 'mirror.db'), ledger: join(accounts, account, 'ledger.db') }
}

/** The first column of what a query finds. */
function look<T>(path: string, query: Sql): readonly T[] {
  const db = openDb(path, { synchronous: 'normal', cacheMegabytes: 8 })
  try {
    return db.pluck<T>(query)
  } finally {
    db.close()
  }
}

function newestUnrated(profileDir: string): number | undefined {
  return look<number>(databases(profileDir).mirror, sql`
    SELECT id FROM session WHERE status = 'closed' AND supervisor_rating IS NULL ORDER BY id DESC LIMIT 1
  `)[0]
}

type Run = { readonly portal: PortalThread; readonly profileDir: string; readonly rated: readonly number[]; readonly runs: readonly string[] }

/** Starts the engine on one profile again and again, and kills it at a random moment of its first sync, each time with a rating just submitted. */
async function killAgainAndAgain(options: PortalOptions, times: number): Promise<Run> {
  const random = createRandom(seed)
  const profileDir = mkdtempSync(join(tmpdir(), 'linewatch-killed-'))
  onTestFinished(() => { rmSync(profileDir, { recursive: true, force: true }) })
  const portal = await startPortalThread(options)
  onTestFinished(async () => { await portal.close() })
  const rated: number[] = []
  const runs: string[] = []
  for (let kill = 0; kill < times; kill++) {
    const rateable = kill === 0 ? undefined : newestUnrated(profileDir)
    const child = startChild(profileDir, portal.webhook, ...(rateable === undefined ? [] : [String(rateable)]))
    if (rateable !== undefined) {
      await until(child, line => line === `rated ${rateable}`)
      rated.push(rateable)
    }
    let last = ''
    for (let steps = 1 + Math.floor(random() * 20); steps > 0; steps--) last = await until(child, line => /^(first|live|waiting)/.test(line))
    // No waiting for a state: the very moment is to be a random one, in the middle of a commit as well.
    await pause(random() * 150)
    child.process.kill('SIGKILL')
    await child.ended
    runs.push(last)
  }
  const survivor = startChild(profileDir, portal.webhook)
  await until(survivor, line => line.startsWith('live'))
  await expect.poll(async () => Object.keys((await portal.control.stats()).writes).length, { timeout: 20_000, interval: 200 }).toBe(rated.length)
  survivor.process.kill('SIGTERM')
  await survivor.ended
  return { portal, profileDir, rated, runs }
}

async function expectIntact({ portal, profileDir, rated }: Run): Promise<void> {
  const { mirror, ledger } = databases(profileDir)
  expect([mirror, ledger].map(file => look(file, sql`PRAGMA integrity_check`))).toEqual([['ok'], ['ok']])
  expect(look(ledger, sql`SELECT count(*) FROM outbox`)).toEqual([0])
  expect(look(ledger, sql`SELECT session_id FROM rating_journal WHERE event = 'confirmed' ORDER BY id`)).toEqual(rated)
  const once = Object.fromEntries(rated.map(id => [id, 1]))
  const { writes, notifications } = await portal.control.stats()
  expect({ writes, notifications }).toEqual({ writes: once, notifications: once })
}

test(`killed ten times in the middle of 100 000 sessions: no gap, no repeat, every rating once (KILL_SEED=${seed})`, async () => {
  const run = await killAgainAndAgain({ sessions: 100_000, seed: 9 }, kills)
  const truth = portalRows(await run.portal.control.dump())
  expect(truth.size).toBe(100_000)
  expect(run.runs.filter(line => line.startsWith('first')).length).toBeGreaterThanOrEqual(kills / 2)
  expect(differences(truth, mirrorRows(databases(run.profileDir).mirror))).toEqual([])
  await expectIntact(run)
}, 240_000)

test(`the same on a portal that is read through its CRM records (KILL_SEED=${seed})`, async () => {
  const run = await killAgainAndAgain({ sessions: 5000, seed: 9, generation: 'classic' }, 4)
  const dump = await run.portal.control.dump()
  const truth = portalRows(dump.filter(({ crmEntityId }) => crmEntityId !== null))
  expect(truth.size).toBeGreaterThan(1500)
  // The rest is told by conversations, those of the last months, and spam looks like any close there.
  const fields = ['lineId', 'source', 'createdAt', 'closedAt', 'crmEntityType', 'crmEntityId', 'waitClose', 'unsentRating']
  expect(differences(truth, mirrorRows(databases(run.profileDir).mirror), { fields })).toEqual([])
  await expectIntact(run)
}, 120_000)
