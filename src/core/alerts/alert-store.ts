import type { Alert } from '#contract/alerts.ts'
import type { PortalRating } from '../portal/portal.ts'

/** An alert without the names that only the local copy knows. */
export type StoredAlert = Omit<Alert, 'clientName' | 'operatorName' | 'lineName' | 'waitAnswer'>

export type AlertStore = {
  /** Null until the first sync began. Ratings given before it are history, not news. */
  readonly baseline: () => number | null
  readonly setBaseline: (at: number) => void
  /**
   * Adds those that are new, claiming each for notification in the same commit: a crash afterwards can lose a toast
   * but never show one twice, and the alert itself stays in the inbox. Answers the added ones.
   */
  readonly claim: (ratings: readonly PortalRating[], at: number) => StoredAlert[]
  readonly list: () => StoredAlert[]
  /** The state of each session's alerts together; of all sessions without ids. */
  readonly byIds: (sessionIds?: readonly number[]) => ReadonlyMap<number, 'open' | 'acknowledged'>
  /** One for each alert that is open. */
  readonly openSessions: () => readonly number[]
  readonly acknowledge: (ids: readonly number[], at: number) => number[]
}
