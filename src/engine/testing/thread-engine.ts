import { join } from 'node:path'
import type { EventName, EventPayload, Input, MethodName, Output } from '#contract/contract.ts'
import type { Shell } from '#core/ports.ts'
import type { EngineConfig, EngineListener } from '../engine-api.ts'
import { startEngine } from '../start-engine.ts'
import { ratingsAtOnce } from './ratings-at-once.ts'

export type ThreadEngine = {
  /** The answer, which has to be a good one. */
  readonly get: <M extends MethodName>(name: M, input: Input<M>) => Promise<Output<M>>
  /** Waits for an event from now on. */
  readonly next: <E extends EventName>(name: E, wanted?: (payload: EventPayload<E>) => boolean) => Promise<EventPayload<E>>
  readonly on: (listener: EngineListener) => () => void
  readonly close: () => Promise<void>
}

export type ThreadEngineOptions = Partial<Pick<EngineConfig, 'pollSeconds'> & Pick<Shell, 'resolveProxy'>> & { readonly checkOutput?: boolean }

/** The engine as the product runs it, on a thread of its own and on a profile on the disk. Sign-ins are kept there. */
export async function startThreadEngine(profileDir: string, { pollSeconds = 1, resolveProxy = async () => null, checkOutput = false }: ThreadEngineOptions = {}): Promise<ThreadEngine> {
  const started = await startEngine({
    workerUrl: new URL('../worker.ts', import.meta.url), checkOutput,
    config: {
      version: 'test', profileDir, exportsDir: join(profileDir, 'exports'), locale: 'en', settings: ratingsAtOnce, pollSeconds,
      demoPortal: { entry: new URL('../../simulator/worker.ts', import.meta.url).href, sessions: 0, seed: 1, pace: 0 },
    },
    shell: {
      capabilities: { tray: false, nativeNotifications: false },
      notify: async () => false, reveal: async () => false, openExternal: async () => true, saveSettings: async () => {},
      seal: async plain => Buffer.from(plain).toString('base64'), unseal: async sealed => ({ text: Buffer.from(sealed, 'base64').toString(), sealedAgain: null }),
      resolveProxy,
    },
    onCrash: message => { throw new Error(message) },
  })
  if (!started.ok) throw new Error(`${started.error.code}: ${started.error.message}`)
  const { dispatch, on, close } = started.value
  return {
    on, close,
    async get(name, input) {
      const reply = await dispatch(name, input)
      if (!reply.ok) throw new Error(`${name}: ${reply.error.code}: ${reply.error.message}`)
      return reply.value as never // The engine's answers are those of the contract.
    },
    next: (name, wanted = () => true) => new Promise(resolve => {
      const stop = on((event, payload) => {
        if (event !== name || !wanted(payload as never)) return
        stop()
        resolve(payload as never)
      })
    }),
  }
}
