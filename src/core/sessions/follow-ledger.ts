import type { AlertStore } from '../alerts/alert-store.ts'
import type { ReviewMarks } from '../bulk/bulk-store.ts'
import type { OutboxStore } from '../ratings/outbox-store.ts'
import type { ReviewStore } from '../review/review-store.ts'
import type { SessionStore } from './session-store.ts'

/** The local copy may have been rebuilt, or have missed the last change: what it repeats of the ledger is written anew. */
export function followLedger({ sessions, outbox, alerts, marks, reviews }: {
  readonly sessions: Pick<SessionStore, 'followLedger'>
  readonly outbox: Pick<OutboxStore, 'list' | 'confirmedRatings'>
  readonly alerts: Pick<AlertStore, 'byIds'>
  readonly marks: Pick<ReviewMarks, 'among'>
  readonly reviews: Pick<ReviewStore, 'flagged'>
}): void {
  const unsent = outbox.list()
  const ownRatings = new Map([...outbox.confirmedRatings(), ...unsent.map(({ sessionId, rating }) => [sessionId, rating] as const)])
  sessions.followLedger({ unsent, ownRatings, alerts: alerts.byIds(), marked: marks.among(), flagged: reviews.flagged() })
}
