import { Worker } from 'node:worker_threads'
import { err, ok, type Result } from '#contract/result.ts'
import type { Shell } from '#core/ports.ts'
import type { Engine, EngineListener, StartEngine } from './engine-api.ts'
import type { EngineThreadData, FromThread, ToThread } from './protocol.ts'

export type StartOptions = Parameters<StartEngine>[0] & {
  /** The engine's thread: the source in a checkout, the bundle in a package. */
  readonly workerUrl: URL
  /** Checks every answer against the contract; for tests and development. */
  readonly checkOutput?: boolean
}

/** Starts the engine on a thread of its own; resolves once it answers questions, or with the reason why it cannot. */
export function startEngine({ config, shell, onCrash, workerUrl, checkOutput = false }: StartOptions): Promise<Result<Engine>> {
  const data: EngineThreadData = { config, capabilities: shell.capabilities, checkOutput }
  const worker = new Worker(workerUrl, { workerData: data })
  const listeners = new Set<EngineListener>()
  const waiting = new Map<number, (result: Result<unknown>) => void>()
  let lastCall = 0
  let ending = false

  function post(message: ToThread): void {
    worker.postMessage(message)
  }

  function tell(...[event, payload]: Parameters<EngineListener>): void {
    for (const listener of listeners) listener(event, payload)
  }

  const exited = new Promise<void>(resolve => { worker.once('exit', () => { resolve() }) })

  const engine: Engine = {
    dispatch: (name, payload) => new Promise(resolve => {
      if (ending) return resolve(err('engine-stopped', 'The engine has ended'))
      waiting.set(++lastCall, resolve)
      post({ type: 'call', id: lastCall, name, payload })
    }),
    on(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    emit: tell,
    async close() {
      if (!ending) {
        ending = true
        post({ type: 'close' })
      }
      await exited
    },
  }

  return new Promise(resolve => {
    worker.on('message', (message: FromThread) => {
      switch (message.type) {
        case 'started':
          if (message.result.ok) return resolve(ok(engine))
          ending = true
          resolve(message.result)
          return void worker.terminate()
        case 'reply':
          waiting.get(message.id)?.(message.result)
          return void waiting.delete(message.id)
        case 'event':
          return tell(message.event, message.payload)
        case 'ask':
          return void answer(shell, message).then(value => { post({ type: 'answer', id: message.id, value }) })
        case 'closed':
          return void worker.terminate()
      }
    })
    const end = (reason: string): void => {
      for (const reply of waiting.values()) reply(err('engine-stopped', reason))
      waiting.clear()
      resolve(err('engine-stopped', reason))
      if (!ending) onCrash(reason)
      ending = true
    }
    worker.once('error', error => { end(error.message) })
    worker.once('exit', code => { end(`The engine ended with code ${code}`) })
  })
}

async function answer(shell: Shell, { call, argument }: Extract<FromThread, { type: 'ask' }>): Promise<unknown> {
  // The cast is safe: worker.ts built the argument for this very call.
  const run = shell[call] as (argument: unknown) => Promise<unknown>
  try {
    return await run(argument)
  } catch {
    // A face that fails at a courtesy must not take the engine down; each of these answers "not done".
    return call === 'seal' || call === 'unseal' || call === 'resolveProxy' ? null : false
  }
}
