/** Minutes ahead of UTC, or a name like `America/New_York`, where the clocks are changed with the seasons. */
export type TimeZone = number | string

/** Clocks are changed at whole quarters of an hour. */
const QUARTER = 900
const offsets = new Map<string, Map<number, number>>()
const formats = new Map<string, Intl.DateTimeFormat>()

/** At a moment in epoch seconds. */
export function minutesAhead(zone: TimeZone, seconds: number): number {
  if (typeof zone === 'number') return zone
  const known = offsets.get(zone) ?? new Map<number, number>()
  offsets.set(zone, known)
  const quarter = Math.floor(seconds / QUARTER)
  const minutes = known.get(quarter) ?? askedOf(zone, quarter * QUARTER)
  known.set(quarter, minutes)
  return minutes
}

/** The moment at which clocks there show this; `wall` is read as if it were UTC. Epoch seconds. */
export function atWall(zone: TimeZone, wall: number): number {
  const near = wall - minutesAhead(zone, wall) * 60
  return wall - minutesAhead(zone, near) * 60
}

export function isZoneName(name: string): boolean {
  try {
    formatOf(name)
    return true
  } catch {
    return false
  }
}

function askedOf(zone: string, seconds: number): number {
  const shown = formatOf(zone).formatToParts(seconds * 1000).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(shown) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  formats.set(zone, format)
  return format
}
