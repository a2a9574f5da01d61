import type { OutboxStore } from '#core/ratings/outbox-store.ts'
import type { RatingPorts } from '../account-runtime.ts'

/** Where a rating stands: the `nth` time that this step begins or has ended. A step is a port and its method: `outbox.hold`. */
export type Place = { readonly step: string; readonly nth: number; readonly side: Side }
export type Side = 'before' | 'after'

/** These only look; every other method of the outbox is a step, also one that is yet to be written. */
const looks: ReadonlySet<string> = new Set<keyof OutboxStore>([
  'get', 'list', 'byIds', 'summary', 'journal', 'journalAfter', 'confirmedRatings', 'ours', 'nextDue', 'earliest',
])
const calls: ReadonlySet<string> = new Set<keyof RatingPorts['portal']>(['history', 'rate'])
const repeats: ReadonlySet<string> = new Set<keyof RatingPorts['sessions']>(['setPending', 'setPortalVote', 'setOwnRating', 'followLedger'])

export const nameOf = ({ step, nth, side }: Place): string => `${side} ${step} ${nth}`

/** Every step of the outbox. */
export const outboxSteps = (outbox: OutboxStore): readonly string[] => Object.keys(outbox).filter(method => !looks.has(method)).map(method => `outbox.${method}`)

/** The same ports, which tell of every step of a rating: what the ledger and the mirror write, and what the portal is asked. */
export function watchSteps({ portal, sessions, outbox }: RatingPorts, onStep: (step: string, side: Side) => void): RatingPorts {
  function watched<T extends object>(port: string, target: T, isStep: (method: string) => boolean): T {
    return new Proxy(target, {
      get(of, name) {
        const method: unknown = Reflect.get(of, name)
        if (typeof method !== 'function' || !isStep(String(name))) return method
        const step = `${port}.${String(name)}`
        return (...args: readonly unknown[]): unknown => {
          onStep(step, 'before')
          const result: unknown = method(...args)
          if (result instanceof Promise) return result.finally(() => { onStep(step, 'after') })
          onStep(step, 'after')
          return result
        }
      },
    })
  }

  return {
    portal: watched('portal', portal, method => calls.has(method)),
    sessions: watched('sessions', sessions, method => repeats.has(method)),
    outbox: watched('outbox', outbox, method => !looks.has(method)),
  }
}
