import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Order, ServiceOptions } from './secret-service-thread.ts'

export type FakeSecretService = {
  /** What is stored, in the clear. */
  readonly values: () => Promise<readonly string[]>
  /** As if the user locked the keyring; nobody answers its question then. */
  readonly lock: () => Promise<void>
  readonly unlock: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** The desktop's key store on a bus of the test's own. `hung`: owns the name and answers nothing. */
export async function startFakeSecretService({ address, hung = false }: { readonly address: string; readonly hung?: boolean }): Promise<FakeSecretService> {
  const worker = new Worker(new URL('./secret-service-thread.ts', import.meta.url), { workerData: { address, hung } satisfies ServiceOptions })
  await once(worker, 'message')

  async function order(what: Order): Promise<readonly string[]> {
    worker.postMessage(what)
    const [values] = await once(worker, 'message') as [readonly string[]]
    return values
  }

  return {
    values: () => order('values'),
    async lock() { await order('lock') },
    async unlock() { await order('unlock') },
    async stop() { await worker.terminate() },
  }
}
