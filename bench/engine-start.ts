import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startThreadEngine, type ThreadEngine } from '#engine/testing/thread-engine.ts'
import { percentile, report } from './report.ts'
import { writeProfile } from './sample-profile.ts'

const sessions = 200_000
const rounds = 7

/**
 * From starting the engine's thread on a remembered account to the first 100 rows in hand, the portal being unreachable;
 * once more after each time that the program was killed right after it had saved a rating.
 */
export async function engineStart(): Promise<boolean> {
  const profileDir = mkdtempSync(join(tmpdir(), 'linewatch-bench-'))
  try {
    await writeProfile(profileDir, sessions)
    const times: number[] = []
    const afterKills: number[] = []
    let ids: readonly number[] = []
    for (let round = 0; round < rounds; round++) times.push(await timed(async engine => { ids = await firstRows(engine) }))
    for (const id of ids.slice(0, rounds)) {
      await killAfterRating(profileDir, id)
      afterKills.push(await timed(async engine => {
        await firstRows(engine)
        await expectUnsent(engine, id)
      }))
    }
    return [
      report({ name: 'engine-start', value: percentile(times, 0.95), unit: 'ms p95', bar: 1000, n: times.length }),
      report({ name: 'engine-start after kill -9', value: percentile(afterKills, 0.95), unit: 'ms p95', bar: 3000, n: afterKills.length }),
    ].every(Boolean)
  } finally {
    rmSync(profileDir, { recursive: true })
  }

  async function timed(untilReady: (engine: ThreadEngine) => Promise<void>): Promise<number> {
    const started = performance.now()
    const engine = await startThreadEngine(profileDir, { pollSeconds: 3600 })
    await untilReady(engine)
    const time = performance.now() - started
    await engine.close()
    return time
  }
}

async function killAfterRating(profileDir: string, sessionId: number): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/engine/testing/killable.ts'), profileDir, '', String(sessionId)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === `rated ${sessionId}`) child.kill('SIGKILL')
  }
  await ended
}

async function expectUnsent(engine: ThreadEngine, id: number): Promise<void> {
  const unsent = await engine.get('outbox.list', {})
  if (!unsent.some(({ sessionId }) => sessionId === id)) throw new Error(`The rating of ${id} is lost`)
}

async function firstRows(engine: ThreadEngine): Promise<readonly number[]> {
  const { ids, total } = await engine.get('dialogs.index', { filter: {}, sort: {}, limit: 100 })
  await engine.get('dialogs.rows', ids)
  if (total !== sessions) throw new Error(`expected ${sessions} dialogs, found ${total}`)
  return ids
}
