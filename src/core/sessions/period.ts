import type { DialogFilter, Period, periodFields } from '#contract/dialogs.ts'

const DAY = 86_400_000

/** A period in UTC epoch milliseconds, half-open [from, to); null leaves that side open. */
export type TimeRange = {
  readonly field: (typeof periodFields)[number]
  readonly from: number | null
  readonly to: number | null
}

export type ResolvedFilter = Omit<DialogFilter, 'period'> & { readonly period: TimeRange | null }

export function resolveFilter(filter: DialogFilter, now: number, zoneMinutes: number): ResolvedFilter {
  return { ...filter, period: filter.period && resolvePeriod(filter.period, now, zoneMinutes) }
}

/** Days and months are those of the report zone, given as its offset from UTC. */
export function resolvePeriod(period: Period, now: number, zoneMinutes: number): TimeRange {
  const { field } = period
  if (period.kind === 'range') return { field, from: period.from, to: period.to }
  const offset = zoneMinutes * 60_000
  // A Date whose UTC fields read as the report zone's wall clock.
  const wall = new Date(now + offset)
  const today = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()) - offset
  const month = (shift: number): number => Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + shift, 1) - offset
  switch (period.preset) {
    case 'today': return { field, from: today, to: today + DAY }
    case 'yesterday': return { field, from: today - DAY, to: today }
    case 'last7': return { field, from: today - 6 * DAY, to: today + DAY }
    case 'last30': return { field, from: today - 29 * DAY, to: today + DAY }
    case 'last90': return { field, from: today - 89 * DAY, to: today + DAY }
    case 'thisMonth': return { field, from: month(0), to: month(1) }
    case 'lastMonth': return { field, from: month(-1), to: month(0) }
  }
}
