import { parentPort, workerData } from 'node:worker_threads'
import type { Shell } from '#core/ports.ts'
import { createEngine } from './create-engine.ts'
import type { EngineThreadData, FromThread, ShellCall, ToThread } from './protocol.ts'

// The engine's thread: everything slow happens here, so the thread that draws and answers never waits.

const { config, capabilities, checkOutput } = workerData as EngineThreadData // Made by start-engine.ts alone.
if (!parentPort) throw new Error('worker.ts runs as a worker thread')
const port = parentPort
const asked = new Map<number, (value: unknown) => void>()
let lastAsk = 0

function post(message: FromThread): void {
  port.postMessage(message)
}

function ask<C extends ShellCall>(call: C): Shell[C] {
  const remote = (argument: Parameters<Shell[C]>[0]): Promise<unknown> => new Promise(resolve => {
    asked.set(++lastAsk, resolve)
    post({ type: 'ask', id: lastAsk, call, argument })
  })
  // The other side calls the very function that this one stands for.
  return remote as Shell[C]
}

// Before the engine starts: it may already ask its face for the key of a stored sign-in.
port.on('message', (message: ToThread) => { void receive(message) })

const starting = createEngine({
  config,
  checkOutput,
  shell: {
    capabilities, notify: ask('notify'), reveal: ask('reveal'), openExternal: ask('openExternal'),
    seal: ask('seal'), unseal: ask('unseal'), resolveProxy: ask('resolveProxy'), saveSettings: ask('saveSettings'),
  },
  emit: (event, payload) => { post({ type: 'event', event, payload }) },
})

const result = await starting
post({ type: 'started', result: result.ok ? { ok: true, value: null } : result })

async function receive(message: ToThread): Promise<void> {
  if (message.type === 'answer') {
    asked.get(message.id)?.(message.value)
    asked.delete(message.id)
    return
  }
  const engine = await starting
  if (!engine.ok) return
  if (message.type === 'call') {
    post({ type: 'reply', id: message.id, result: await engine.value.dispatch(message.name, message.payload) })
  } else {
    await engine.value.close()
    post({ type: 'closed' })
  }
}
