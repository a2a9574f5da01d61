import type { Alert } from '#contract/alerts.ts'
import type { Settings } from '#contract/settings.ts'
import type { Language } from '#contract/channels.ts'
import type { Clock, Emit, Log, NotificationRequest, Shell } from '../ports.ts'
import type { PortalRating } from '../portal/portal.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { AlertStore, StoredAlert } from './alert-store.ts'
import { describeAlert, describeBundle, describePast, testNotification } from './notification-text.ts'

/** On the two-step scale a dislike is 1; a 2 exists on lines with stars alone, and is low there, too. */
const lowUpTo = 2
/** More than this many at once become one notification. */
const bundleAbove = 3
const HOUR = 3_600_000
/** Older ones were given while nobody listened, or are found late: all of them together are one notification. */
const newsMs = 24 * HOUR

export type AlertDeps = {
  /** A click leads to this account, whichever is on screen then. */
  readonly accountId: string
  readonly alerts: AlertStore
  readonly sessions: SessionStore
  readonly shell: Shell
  readonly settings: () => Settings
  readonly language: () => Language
  readonly clock: Clock
  readonly emit: Emit
  readonly log: Log
  /** Reads the conversation ahead of the click. */
  readonly prefetch: (sessionId: number) => void
  /** In a blind review that has not come to it yet: then neither told nor listed nor counted. */
  readonly isHidden?: (sessionId: number) => boolean
}

export type AlertService = ReturnType<typeof createAlerts>

/** Turns new low ratings into alerts and notifications, each exactly once over restarts. */
export function createAlerts(deps: AlertDeps) {
  const { alerts, sessions, clock, emit, log, isHidden = () => false } = deps
  let nextSummaryAt = Number.NEGATIVE_INFINITY

  async function onRatings(ratings: readonly PortalRating[]): Promise<void> {
    const baseline = alerts.baseline()
    if (baseline === null) return
    const low = ratings.filter(rating => rating.clientRating <= lowUpTo && (rating.ratedAt === null || rating.ratedAt >= wholeSecond(baseline)))
    const added = alerts.claim(low, clock())
    if (added.length === 0) return
    announce(added.map(alert => alert.sessionId))
    for (const alert of added) deps.prefetch(alert.sessionId)
    if (!deps.settings().notifications) return
    const shown = added.filter(alert => !isHidden(alert.sessionId))
    for (const request of [...describeNews(withNames(shown.filter(isNews))), ...describeOld(shown)]) await show(request)
  }

  function isNews({ ratedAt }: StoredAlert): boolean {
    return ratedAt === null || ratedAt >= clock() - newsMs
  }

  function describeNews(told: readonly Alert[]): NotificationRequest[] {
    return told.length > bundleAbove
      ? [describeBundle(told.length, deps)]
      : told.map(alert => describeAlert(alert, deps, deps.settings().notificationNames))
  }

  /** Days away are caught up in many steps. */
  function describeOld(added: readonly StoredAlert[]): NotificationRequest[] {
    if (added.every(isNews) || clock() < nextSummaryAt) return []
    nextSummaryAt = clock() + HOUR
    return [describePast(deps)]
  }

  async function show(request: NotificationRequest): Promise<boolean> {
    const shown = await deps.shell.notify(request)
    if (!shown) emit('alerts.notify', request)
    log('alert.notified', { native: shown })
    return shown
  }

  function withNames(stored: readonly StoredAlert[]): Alert[] {
    const rows = new Map(sessions.rows(stored.map(alert => alert.sessionId)).map(row => [row.id, row]))
    return stored.map(alert => {
      const row = rows.get(alert.sessionId)
      return {
        ...alert,
        clientName: row?.clientName ?? null, operatorName: row?.operatorName ?? null,
        lineName: row?.lineName ?? null, waitAnswer: row?.waitAnswer ?? null,
      }
    })
  }

  function announce(sessionIds: readonly number[]): void {
    sessions.setAlertStates(alerts.byIds(sessionIds))
    const ids = sessionIds.filter(id => !isHidden(id))
    if (ids.length === 0) return
    tellCount()
    emit('dialogs.changed', { ids, all: false })
  }

  const openCount = (): number => alerts.openSessions().filter(id => !isHidden(id)).length

  function tellCount(): void {
    emit('alerts.changed', { open: openCount() })
  }

  return {
    onRatings,
    list: () => withNames(alerts.list().filter(alert => !isHidden(alert.sessionId))),
    openCount,
    /** Others are hidden now than before. */
    hiddenChanged: tellCount,
    acknowledge(ids: readonly number[]): void {
      const sessionIds = alerts.acknowledge(ids, clock())
      if (sessionIds.length > 0) announce(sessionIds)
    },
    test: () => show(testNotification(deps.language())),
  }
}

/** The portal dates ratings to the second, so one from the very second of the first sync counts as after it. */
function wholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000
}
