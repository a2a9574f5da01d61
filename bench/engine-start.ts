import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { settingsSchema } from '#contract/settings.ts'
import type { DialogIndex } from '#contract/dialogs.ts'
import type { Engine } from '#engine/engine-api.ts'
import { startEngine } from '#engine/start-engine.ts'
import { percentile, report } from './report.ts'
import { writeProfile } from './sample-profile.ts'

const sessions = 200_000
const rounds = 7

/** From starting the engine's thread on a remembered account to the first 100 rows in hand, the portal being unreachable. */
export async function engineStart(): Promise<boolean> {
  const profileDir = mkdtempSync(join(tmpdir(), 'linewatch-bench-'))
  try {
    await writeProfile(profileDir, sessions)
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      const started = performance.now()
      const engine = await start(profileDir)
      await firstRows(engine)
      times.push(performance.now() - started)
      await engine.close()
    }
    return report({ name: 'engine-start', value: percentile(times, 0.95), unit: 'ms p95', bar: 1000, n: times.length })
  } finally {
    rmSync(profileDir, { recursive: true })
  }
}

async function start(profileDir: string): Promise<Engine> {
  const engine = await startEngine({
    workerUrl: pathToFileURL(join(import.meta.dirname, '../src/engine/worker.ts')),
    config: {
      version: 'bench', profileDir, exportsDir: join(profileDir, 'exports'), locale: 'en', settings: settingsSchema.parse({}),
      demoPortal: { entry: '', sessions: 0, seed: 0, pace: 0 }, pollSeconds: 3600,
    },
    shell: {
      capabilities: { tray: false, nativeNotifications: false },
      notify: async () => false, reveal: async () => false, openExternal: async () => false,
      seal: async () => null, unseal: async () => null, resolveProxy: async () => null, saveSettings: async () => {},
    },
    onCrash: message => { throw new Error(message) },
  })
  if (!engine.ok) throw new Error(engine.error.message)
  return engine.value
}

async function firstRows(engine: Engine): Promise<void> {
  const index = await engine.dispatch('dialogs.index', { filter: {}, sort: {}, limit: 100 })
  if (!index.ok) throw new Error(index.error.message)
  const { ids, total } = index.value as DialogIndex // The contract's answer to this very method.
  const rows = await engine.dispatch('dialogs.rows', ids)
  if (!rows.ok || total !== sessions) throw new Error(`expected ${sessions} dialogs, found ${total}`)
}
