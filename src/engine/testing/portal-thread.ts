import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { PortalOptions } from '../../simulator/server.ts'
import { controlOf, type PortalControl } from './portal-control.ts'

export type PortalThread = { readonly webhook: string; readonly controlUrl: string; readonly control: PortalControl; readonly close: () => Promise<unknown> }

/** A demo portal on a thread of its own, without a limit to requests: it goes on answering while the test is busy. */
export async function startPortalThread(options: PortalOptions): Promise<PortalThread> {
  const worker = new Worker(new URL('../../simulator/worker.ts', import.meta.url), { workerData: { pace: 0, rate: { drainPerSecond: 1e9, burst: 1e9 }, ...options } })
  const [{ webhook, controlUrl }] = await once(worker, 'message') as [{ readonly webhook: string; readonly controlUrl: string }]
  return { webhook, controlUrl, control: controlOf(controlUrl), close: () => worker.terminate() }
}
