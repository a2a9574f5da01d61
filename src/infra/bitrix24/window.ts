import { maxWindowMs } from '#core/portal/portal.ts'

const secondMs = 1000
/** How far "until now" reaches beyond now, for clocks that disagree. */
export const marginMs = 60_000

/** Whole seconds, both ends included, as the portal's `…From` and `…To` are read. */
export type SecondsWindow = { readonly first: number; readonly last: number }

/**
 * Our windows are half-open [from, to) in milliseconds; the portal counts whole seconds, and its `…To` includes the
 * second it names (the vendor's own sample asks for a month with `…T23:59:59`). So the last second asked for is the
 * one before `to`, and two windows that touch share nothing. Null when no whole second lies inside.
 */
export function toSecondsWindow(from: number, to: number): SecondsWindow | null {
  const first = toSecond(from)
  const last = toSecond(to) - secondMs
  return last < first ? null : { first, last }
}

/** The first whole second from an instant on: portal dates have no smaller part. */
export function toSecond(at: number): number {
  return Math.ceil(at / secondMs) * secondMs
}

export function isTooLong(from: number, to: number): boolean {
  return to - from > maxWindowMs
}

/** Two windows that together are the given one; null when it is a single second. */
export function halve({ first, last }: SecondsWindow): readonly [SecondsWindow, SecondsWindow] | null {
  if (last <= first) return null
  const middle = Math.floor((first + last) / 2 / secondMs) * secondMs
  return [{ first, last: middle }, { first: middle + secondMs, last }]
}

/** Pieces short enough for one query each, oldest first. */
export function splitByYear({ first, last }: SecondsWindow): readonly SecondsWindow[] {
  const step = maxWindowMs - secondMs
  const pieces: SecondsWindow[] = []
  for (let at = first; at <= last; at += step + secondMs) pieces.push({ first: at, last: Math.min(at + step, last) })
  return pieces
}
