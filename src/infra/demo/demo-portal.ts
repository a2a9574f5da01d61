import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { err, ok, type Result } from '#contract/result.ts'
import { writeJson } from '../files/json-file.ts'

export type DemoPortal = { readonly webhook: string; readonly close: () => Promise<void> }

export type DemoPortalOptions = {
  /** File URL of the portal's worker script. */
  readonly entry: string
  readonly sessions: number
  readonly seed: number
  readonly pace: number
  /** Keeps what happened in the portal, so that it is the same one after a restart. */
  readonly folder: string
}

type Ready = { readonly type: 'ready'; readonly url: string; readonly webhook: string; readonly controlUrl: string }
type Message = Ready | { readonly type: 'error'; readonly message: string } | { readonly type: 'closed' }

/** Starts the demo portal on a thread of its own and waits until it answers. Its addresses are left in `portal.json`. */
export function startDemoPortal({ entry, folder, ...options }: DemoPortalOptions): Promise<Result<DemoPortal>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return new Promise(resolve => {
    const worker = new Worker(new URL(entry), { workerData: { ...options, journalFile: join(folder, 'journal.jsonl') } })
    const closed = new Promise<void>(done => { worker.once('exit', () => { done() }) })
    worker.on('message', (message: Message) => {
      if (message.type === 'error') resolve(err('demo-failed', message.message))
      if (message.type !== 'ready') return
      const { url, webhook, controlUrl } = message
      const portal: DemoPortal = {
        webhook,
        async close() {
          worker.postMessage({ type: 'close' })
          await closed
        },
      }
      writeJson(join(folder, 'portal.json'), { url, webhook, controlUrl })
        .then(() => { resolve(ok(portal)) }, (error: Error) => { resolve(err('demo-failed', error.message)) })
    })
    worker.once('error', error => { resolve(err('demo-failed', error.message)) })
    worker.once('exit', code => { resolve(err('demo-failed', `the demo portal ended with code ${code}`)) })
  })
}
