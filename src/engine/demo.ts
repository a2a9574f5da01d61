import { ok, type Result } from '#contract/result.ts'
import type { DemoPortal } from '#infra/demo/demo-portal.ts'

/** The demo portal of this profile: started when it is first needed, and there until it is closed. */
export function createDemo(start: () => Promise<Result<DemoPortal>>) {
  let running: Promise<Result<DemoPortal>> | null = null

  async function webhook(): Promise<Result<string>> {
    running ??= start()
    const started = await running
    if (started.ok) return ok(started.value.webhook)
    running = null
    return started
  }

  async function close(): Promise<void> {
    const started = await running
    running = null
    if (started?.ok) await started.value.close()
  }

  return { webhook, close }
}
