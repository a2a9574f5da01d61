import type { Timer } from './ports.ts'

export type Loop = {
  /** Runs the next step now, or right after the one under way. */
  readonly wake: () => void
  /** No step starts after this; resolves when the one under way has ended. */
  readonly stop: () => Promise<void>
}

/**
 * Runs `step` again and again, never twice at once. A step answers how many milliseconds to rest before the next one,
 * or null to rest until woken. `afterThrow`: how long to rest after what a step has thrown; null where that is a bug.
 */
export function createLoop(timer: Timer, step: () => Promise<number | null>, afterThrow: (error: unknown) => number | null = () => null): Loop {
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  let callOff = (): void => {}

  function wake(): void {
    callOff()
    if (stopped) return
    if (running) again = true
    else running = run()
  }

  async function run(): Promise<void> {
    let rest: number | null = 0
    do {
      again = false
      rest = await step().catch(restAfter)
    } while (again && !stopped)
    running = null
    if (!stopped && rest !== null) callOff = timer(rest, wake)
  }

  function restAfter(error: unknown): number {
    const restMs = afterThrow(error)
    if (restMs === null) throw error
    return restMs
  }

  async function stop(): Promise<void> {
    stopped = true
    callOff()
    await running
  }

  return { wake, stop }
}
