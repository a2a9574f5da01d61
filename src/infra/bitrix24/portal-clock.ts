import type { Clock } from '#core/ports.ts'
import type { PortalTime } from './schemas.ts'

export type PortalClock = {
  readonly note: (time: PortalTime) => void
  /** The portal's time by now, as far as its answers told; this computer's before the first one. */
  readonly now: Clock
  /** Offset of the portal from UTC in minutes; null before the first answer. */
  readonly zoneMinutes: () => number | null
  /** ISO 8601 in whole seconds with the portal's offset. */
  readonly format: (at: number) => string
}

/** Computers are set wrong by minutes more often than portals are; what is asked "until now" goes by the portal's clock. */
export function createPortalClock(clock: Clock): PortalClock {
  let aheadMs = 0
  let zone: number | null = null

  return {
    note: time => {
      const at = time.finish === null ? Date.parse(time.date_finish) : time.finish * 1000
      if (Number.isFinite(at)) aheadMs = Math.round(at - clock())
      zone = offsetMinutes(time.date_finish) ?? zone
    },
    now: () => clock() + aheadMs,
    zoneMinutes: () => zone,
    format: at => formatInstant(at, zone ?? 0),
  }
}

/** Minutes east of UTC that an ISO 8601 text ends with; null when it names no offset. */
export function offsetMinutes(iso: string): number | null {
  if (iso.endsWith('Z')) return 0
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(iso) ?? []
  if (hours === undefined || minutes === undefined) return null
  const total = Number(hours) * 60 + Number(minutes)
  return sign === '-' ? 0 - total : total
}

export function formatInstant(at: number, zoneMinutes: number): string {
  const local = new Date(at + zoneMinutes * 60_000).toISOString().slice(0, 19)
  const size = Math.abs(zoneMinutes)
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${local}${zoneMinutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`
}
