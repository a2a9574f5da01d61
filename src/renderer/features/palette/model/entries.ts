import { matchText, type Piece } from '#renderer/ui/fuzzy.ts'
import type { IconName } from '#renderer/ui/icons.tsx'

/** Groups in the order in which they stand before anything is typed. */
export const entryGroups = ['found', 'views', 'dialog', 'recent', 'places', 'filters'] as const
export type EntryGroup = (typeof entryGroups)[number]

export type Entry = {
  readonly id: string
  readonly group: EntryGroup
  readonly icon: IconName
  readonly label: string
  /** Said quietly at the end: a count, a department. */
  readonly note?: string
  /** Other words by which it is found. */
  readonly also?: string
  /** Too many to be listed before something is typed. */
  readonly quiet?: boolean
  /** Made for just this query: it fits. */
  readonly fits?: boolean
  readonly run: () => void
}

export type Hit = { readonly entry: Entry; readonly pieces: readonly Piece[] }
export type HitGroup = { readonly group: EntryGroup; readonly hits: readonly Hit[] }

/** Views are few and own: all that the rail has room for. */
const mostOfGroup: Readonly<Record<EntryGroup, number>> = { found: 7, views: 15, dialog: 7, recent: 7, places: 7, filters: 7 }

/** What the query finds, group by group: the group of the best hit first, and in it the best hit. */
export function findEntries(entries: readonly Entry[], query: string): HitGroup[] {
  const asked = query.trim()
  const hits = asked === '' ? entries.filter(entry => entry.quiet !== true).map(entry => plainHit(entry, 0)) : entries.flatMap(entry => hitOf(entry, asked))
  const groups = entryGroups.map(group => {
    const found = hits.filter(({ entry }) => entry.group === group).sort((one, other) => other.score - one.score).slice(0, mostOfGroup[group])
    return { group, hits: found.map(({ entry, pieces }) => ({ entry, pieces })), best: found[0]?.score ?? -Infinity }
  })
  return groups.filter(({ hits: found }) => found.length > 0).sort((one, other) => other.best - one.best).map(({ group, hits: found }) => ({ group, hits: found }))
}

type Scored = Hit & { readonly score: number }

/** Other words find as well as the label, but a label that fits was meant rather. */
function hitOf(entry: Entry, query: string): Scored[] {
  if (entry.fits === true) return [plainHit(entry, Infinity)]
  const match = matchText(query, entry.label)
  if (match) return [{ entry, ...match }]
  const other = entry.also === undefined ? null : matchText(query, `${entry.label} ${entry.also}`)
  return other ? [plainHit(entry, other.score / 2)] : []
}

function plainHit(entry: Entry, score: number): Scored {
  return { entry, score, pieces: [{ text: entry.label, mark: false }] }
}
