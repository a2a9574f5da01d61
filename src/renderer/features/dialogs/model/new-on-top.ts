/**
 * How many dialogs came to stand among those that began the list when it was last seen from its top. Dialogs that only
 * moved up from below its first block are behind all of `seen` and do not count; when none of `seen` is left, all do.
 */
export function newOnTop(seen: readonly number[], now: readonly number[]): number {
  const known = new Set(seen)
  const lastKnown = now.findLastIndex(id => known.has(id))
  return now.slice(0, lastKnown === -1 ? now.length : lastKnown).filter(id => !known.has(id)).length
}
