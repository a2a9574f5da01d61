export type Measure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly n: number
  /** What explains the value and has no bar. */
  readonly beside?: Readonly<Record<string, number>>
} & ({
  /** The number to hold: `value` passes when it is not above it. */
  readonly bar: number
} | {
  /** `value` passes when it is not below it. */
  readonly atLeast: number
})

/** One JSON object a line. */
export function report({ name, value, unit, n, beside = {}, ...wanted }: Measure): boolean {
  const pass = 'bar' in wanted ? value <= wanted.bar : value >= wanted.atLeast
  const rounded = Object.fromEntries(Object.entries(beside).map(([key, number]) => [key, round(number)]))
  console.log(JSON.stringify({ name, value: round(value), unit, ...wanted, pass, n, ...rounded }))
  return pass
}

/** Milliseconds: their 95th percentile against the bar, the median beside it. */
export function reportTimes(name: string, times: readonly number[], bar: number, beside: Measure['beside'] = {}): boolean {
  return report({ name, value: percentile(times, 0.95), unit: 'ms p95', bar, n: times.length, beside: { median: percentile(times, 0.5), ...beside } })
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** Linear interpolation between the closest ranks (Excel's PERCENTILE.INC). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}
