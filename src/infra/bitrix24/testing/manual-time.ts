import type { Clock, Timer } from '#core/ports.ts'

export type ManualTime = {
  readonly now: Clock
  readonly timer: Timer
  /** Moves on, running due tasks in their order, each with the promises that it sets off. */
  readonly advance: (ms: number) => Promise<void>
  /** Lets promises run without moving on. */
  readonly settle: () => Promise<void>
  readonly pending: () => number
}

/** A clock that moves only when a test says so. */
export function createManualTime(start = 1_000_000): ManualTime {
  let at = start
  let nextId = 0
  const tasks = new Map<number, { readonly due: number; readonly task: () => void }>()

  async function settle(): Promise<void> {
    // The event loop goes on only when no promise is left to run.
    await new Promise(setImmediate)
  }

  return {
    now: () => at,
    timer: (delayMs, task) => {
      const id = nextId++
      tasks.set(id, { due: at + Math.max(0, delayMs), task })
      return () => tasks.delete(id)
    },
    advance: async ms => {
      const end = at + ms
      await settle()
      for (;;) {
        const [next] = [...tasks].filter(([, { due }]) => due <= end).toSorted(([, left], [, right]) => left.due - right.due)
        if (next === undefined) break
        const [id, { due, task }] = next
        tasks.delete(id)
        at = Math.max(at, due)
        task()
        await settle()
      }
      at = end
    },
    settle,
    pending: () => tasks.size,
  }
}
