import type { VirtualItem } from '@tanstack/react-virtual'

export type ReadingPlace = { readonly offset: number; readonly measured: readonly VirtualItem[] }

export type ReadingPlaces = {
  readonly get: (sessionId: number) => ReadingPlace | undefined
  readonly set: (sessionId: number, place: ReadingPlace) => void
}

/** More than anybody goes back. */
const KEPT = 30

/** Where a reader left off in the conversations opened last: back in one of them, the text stands where it stood. */
export function createReadingPlaces(): ReadingPlaces {
  const places = new Map<number, ReadingPlace>()
  return {
    get: sessionId => places.get(sessionId),
    set(sessionId, place) {
      places.delete(sessionId)
      places.set(sessionId, place)
      // A Map lists its oldest entries first.
      for (const id of places.keys()) {
        if (places.size <= KEPT) break
        places.delete(id)
      }
    },
  }
}
