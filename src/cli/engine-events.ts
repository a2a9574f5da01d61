import type { EventName, EventPayload } from '#contract/contract.ts'
import type { Engine } from '#engine/engine-api.ts'

/** Does `action` and waits for the first event of that name that `wanted` accepts, listening from before the action. */
export async function until<E extends EventName>(engine: Engine, name: E, wanted: (payload: EventPayload<E>) => boolean, action: () => Promise<unknown>): Promise<EventPayload<E>> {
  let late: NodeJS.Timeout | undefined
  let stop = (): void => {}
  const seen = new Promise<EventPayload<E>>((resolve, reject) => {
    late = setTimeout(() => { reject(new Error(`No ${name} within ${timeoutMs / 1000} s`)) }, timeoutMs)
    stop = engine.on((event, payload) => {
      if (event !== name) return
      const known = payload as EventPayload<E> // The engine emits what the contract says of this name.
      if (wanted(known)) resolve(known)
    })
  })
  try {
    const [event] = await Promise.all([seen, action()])
    return event
  } finally {
    clearTimeout(late)
    stop()
  }
}

const timeoutMs = 25_000
