import { err, ok, type Result } from '#contract/result.ts'
import type { Engine, EngineListener, StartEngine } from '#engine/engine-api.ts'

type Answers = Readonly<Record<string, (payload: unknown) => Result<unknown>>>

/** An engine for tests of the faces: answers what it is told, remembers what was asked, and has no thread. */
export function createFakeEngine(answers: Answers = {}) {
  const listeners = new Set<EngineListener>()
  const calls: { readonly name: string; readonly payload: unknown }[] = []
  const started: Parameters<StartEngine>[0][] = []
  const state = { closed: 0 }

  const engine: Engine = {
    async dispatch(name, payload) {
      calls.push({ name, payload })
      return answers[name]?.(payload) ?? err('not-found', name)
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit: (event, payload) => listeners.forEach(listener => listener(event, payload)),
    async close() { state.closed += 1 },
  }
  const startEngine: StartEngine = async options => {
    started.push(options)
    return ok(engine)
  }
  return { engine, startEngine, calls, started, state }
}
