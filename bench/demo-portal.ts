import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type DemoPortal = {
  readonly webhook: string
  readonly control: string
  readonly close: () => Promise<void>
}

/** The demo portal's command, in a process of its own. */
export async function startDemoPortal(...options: readonly string[]): Promise<DemoPortal> {
  const portal = spawn(process.execPath, [join(import.meta.dirname, '../src/simulator/cli.ts'), ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(portal, 'close')
  const [line] = (await once(createInterface({ input: portal.stdout }), 'line')) as [string]
  const { webhook, control } = JSON.parse(line) as { webhook: string; control: string } // The command's own words.
  return {
    webhook, control,
    async close() {
      portal.kill('SIGTERM')
      await ended
    },
  }
}
