export type Measure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly n: number
} & ({
  /** The number to hold: `value` passes when it is not above it. */
  readonly bar: number
} | {
  /** `value` passes when it is not below it. */
  readonly atLeast: number
})

/** One JSON object a line. */
export function report({ name, value, unit, n, ...wanted }: Measure): boolean {
  const pass = 'bar' in wanted ? value <= wanted.bar : value >= wanted.atLeast
  console.log(JSON.stringify({ name, value: Math.round(value * 100) / 100, unit, ...wanted, pass, n }))
  return pass
}

/** Linear interpolation between the closest ranks (Excel's PERCENTILE.INC). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}
