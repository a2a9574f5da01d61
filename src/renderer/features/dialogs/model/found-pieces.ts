import type { Snippet } from '#contract/dialogs.ts'

type Fragment = Snippet['fragments'][number]

/** The name stands in the row anyway, so it comes last. */
const places: readonly Fragment['place'][] = ['message', 'comment', 'client']

/** What a search found in a dialog, most telling first; empty while it is not known. */
export function foundPieces(snippet: Snippet | undefined): Fragment[] {
  return places.flatMap(place => snippet?.fragments.filter(fragment => fragment.place === place) ?? [])
}
