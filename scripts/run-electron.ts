import { spawn } from 'node:child_process'
import { root } from './project.ts'

/** A binary that lacks a system library, or is killed by one, ends within this time. */
const START_MS = 5_000

/** The program's exit code, or why Electron could not even start. */
export function runElectron(binary: string, args: readonly string[]): Promise<{ code: number } | { failed: string }> {
  return new Promise(resolve => {
    const startedAt = performance.now()
    const child = spawn(binary, [root, ...args], { stdio: 'inherit' })
    const forward = (signal: NodeJS.Signals) => void child.kill(signal)
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
    for (const signal of signals) process.on(signal, forward)
    let asked = false
    for (const signal of signals) process.once(signal, () => { asked = true })

    child.once('error', error => resolve({ failed: error.message }))
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      const early = performance.now() - startedAt < START_MS
      if (!asked && early && (code === 127 || signal !== null)) resolve({ failed: signal ?? 'a system library is missing' })
      else resolve({ code: asked ? 0 : code ?? 1 })
    })
  })
}
