import type { RestError } from './rest/rest-error.ts'

export type ReceivedHeadVote = { readonly sessionId: number; readonly rating: number | null; readonly comment: string | null; readonly at: number }

/** A call turned away by a limit; `afterMs` counts from the start of the portal. */
export type Refusal = { readonly afterMs: number; readonly code: string; readonly method: string }

export type Observed = ReturnType<typeof createObserved>

/** What tests may ask the control door about. The clock is the real one, also where the portal's own is wrong. */
export function createObserved(clock: () => number) {
  const startedAt = clock()
  return {
    /** HTTP requests to REST, refused and spoiled ones included. */
    exchanges: 0,
    /** Calls by method, also those inside batches. */
    requests: new Map<string, number>(),
    /** To operators about ratings by supervisors, by session. */
    notifications: new Map<number, number>(),
    headVotes: [] as ReceivedHeadVote[],
    refusals: [] as Refusal[],
    elapsed: (): number => clock() - startedAt,
  }
}

export function noteRefusal(observed: Observed, { code }: RestError, method: string): void {
  observed.refusals.push({ afterMs: observed.elapsed(), code, method })
}

/** The numbers as the control door tells them. */
export function reportOf({ exchanges, requests, notifications, headVotes, refusals, elapsed }: Observed): Record<string, unknown> {
  const writes = new Map<number, number>()
  for (const { sessionId } of headVotes) writes.set(sessionId, (writes.get(sessionId) ?? 0) + 1)
  return {
    elapsedMs: elapsed(),
    exchanges,
    requests: Object.fromEntries(requests),
    refused: refusals.filter(({ code }) => code !== 'OPERATION_TIME_LIMIT').length,
    refusals,
    notifications: Object.fromEntries(notifications),
    headVotes: headVotes.slice(-100),
    writes: Object.fromEntries(writes),
  }
}

/** All but the start, to which times are relative. */
export function forget(observed: Observed): void {
  observed.exchanges = 0
  observed.requests.clear()
  observed.notifications.clear()
  observed.headVotes.length = 0
  observed.refusals.length = 0
}
