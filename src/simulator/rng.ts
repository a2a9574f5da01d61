/** A small repeatable source of chance: the same keys give the same numbers on every machine. */
export type Rng = {
  /** 0 ≤ x < 1. */
  readonly next: () => number
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(items: readonly T[]) => T
  /** Picks by weight; weights need not add up to anything. */
  readonly weighted: <T>(items: readonly (readonly [T, number])[]) => T
  /** Log-normal: half of the values lie below `median`; `spread` about 1 gives a long tail. */
  readonly longTail: (median: number, spread: number) => number
}

/** Keys are folded into one 32-bit state, so that streams for neighbouring ids have nothing in common. */
export function createRng(...keys: readonly (number | string)[]): Rng {
  let state = 0x9e3779b9
  for (const key of keys) state = typeof key === 'number' ? mix(state, key) : mixText(state, key)

  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  function between(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1))
  }

  function pick<T>(items: readonly T[]): T {
    // Safe: the index is inside the array, and every caller passes a non-empty one.
    return items[Math.floor(next() * items.length)] as T
  }

  function weighted<T>(items: readonly (readonly [T, number])[]): T {
    let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [item, weight] of items) {
      left -= weight
      if (left < 0) return item
    }
    // Safe: only rounding leads here, and the list is not empty.
    return (items[items.length - 1] as readonly [T, number])[0]
  }

  function longTail(median: number, spread: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    return median * Math.exp(spread * normal)
  }

  return { next, between, chance: (probability) => next() < probability, pick, weighted, longTail }
}

/** A hexadecimal string of `length` characters, for secrets and external ids that must survive a restart. */
export function hexFrom(rng: Rng, length: number): string {
  let text = ''
  while (text.length < length) text += Math.floor(rng.next() * 0x10000).toString(16).padStart(4, '0')
  return text.slice(0, length)
}

function mix(state: number, value: number): number {
  // Seeds may exceed 32 bits: the high part is folded in as well.
  let hash = Math.imul(state ^ (value | 0) ^ Math.floor(value / 4294967296), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

function mixText(state: number, text: string): number {
  let hash = state
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return mix(hash, text.length)
}
