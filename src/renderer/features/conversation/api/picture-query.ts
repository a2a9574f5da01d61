import { queryOptions } from '@tanstack/react-query'
import type { Input } from '#contract/contract.ts'
import { call } from '#renderer/bridge/index.ts'

export type PicturePlace = Input<'transcripts.picture'>

/** Long enough to scroll away and back. */
const KEPT_MS = 5 * 60_000

/** Asked for by a person, so never again by itself: not after a lost connection either. */
export function pictureQuery(place: PicturePlace) {
  return queryOptions({
    queryKey: ['pictures', place], queryFn: () => call('transcripts.picture', place), staleTime: 'static', gcTime: KEPT_MS,
  })
}
