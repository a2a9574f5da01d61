import { minutesAhead } from './time-zone.ts'
import type { Directory } from './generate/directory.ts'
import type { PortalEvent } from './events.ts'
import type { Observed } from './observed.ts'
import type { OfflineQueue } from './offline-queue.ts'
import type { Settings } from './settings.ts'
import type { Store } from './store.ts'
import type { TimeZone } from './time-zone.ts'

/** What the REST methods, the live generator and the control door share. */
export type PortalState = {
  readonly store: Store
  readonly directory: Directory
  /** Epoch seconds up to which the data was generated. */
  readonly anchor: number
  readonly timeZone: TimeZone
  /** Epoch milliseconds. */
  readonly clock: () => number
  /** Address of the portal without a slash at the end. */
  readonly url: () => string
  /** Applies a change and writes it to the journal. */
  readonly commit: (event: PortalEvent) => void
  readonly observed: Observed
  readonly settings: Settings
  readonly offline: OfflineQueue
}

export function nowSeconds(state: Pick<PortalState, 'clock'>): number {
  return Math.floor(state.clock() / 1000)
}

/** ISO 8601 in the portal's zone, whole seconds: `2026-06-15T14:30:00+03:00`. */
export function isoDate(seconds: number, timeZone: TimeZone): string {
  const ahead = minutesAhead(timeZone, seconds)
  const local = new Date((seconds + ahead * 60) * 1000).toISOString().slice(0, 19)
  const absolute = Math.abs(ahead)
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${local}${ahead < 0 ? '-' : '+'}${pad(Math.floor(absolute / 60))}:${pad(absolute % 60)}`
}

export function isoOrNull(seconds: number, timeZone: TimeZone): string | null {
  return seconds === 0 ? null : isoDate(seconds, timeZone)
}
