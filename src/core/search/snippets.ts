import type { Snippet } from '#contract/dialogs.ts'
import { foldText, withoutMarks, wordsIn, type SearchQuery, type SearchTerm } from './search-query.ts'

type Fragment = Snippet['fragments'][number]
type Span = { readonly from: number; readonly to: number }

/** The texts of one dialog that were searched, as people wrote them. */
export type SearchedTexts = { readonly id: number; readonly client: string | null; readonly comment: string | null; readonly messages: readonly string[] }

const before = 40
const longest = 160
const mostFragments = 3

/** The first places where words of the search stand. */
export function snippetOf({ id, client, comment, messages }: SearchedTexts, { terms }: SearchQuery): Snippet {
  const texts: { place: Fragment['place']; text: string }[] = [
    { place: 'client', text: client ?? '' }, { place: 'comment', text: comment ?? '' },
    ...messages.map(text => ({ place: 'message' as const, text: withoutMarks(text) })),
  ]
  const fragments: Fragment[] = []
  for (const { place, text } of texts) {
    if (fragments.length === mostFragments) break
    const parts = marked(text.normalize('NFC').replace(/\s+/g, ' ').trim(), terms)
    if (parts !== null) fragments.push({ place, parts })
  }
  return { id, fragments }
}

/** Null where nothing is found. */
function marked(text: string, terms: readonly SearchTerm[]): Fragment['parts'] | null {
  const spans = spansIn(text, terms)
  const first = spans[0]
  if (!first) return null
  const from = first.from <= before ? 0 : wordStart(text, first.from - before)
  const to = Math.min(text.length, from + longest)
  const parts: Fragment['parts'] = []
  let at = from
  const add = (upTo: number, mark: boolean): void => {
    if (upTo > at) parts.push({ text: text.slice(at, upTo), mark })
    at = Math.max(at, upTo)
  }
  if (from > 0) parts.push({ text: '…', mark: false })
  for (const span of spans.filter(({ from: start }) => start < to)) {
    add(span.from, false)
    add(Math.min(span.to, to), true)
  }
  add(to, false)
  if (to < text.length) parts.push({ text: '…', mark: false })
  return parts
}

/** In order, without overlaps. Folding may change a text's length; then the words are looked for one by one. */
function spansIn(text: string, terms: readonly SearchTerm[]): Span[] {
  const words = wordsIn(text).map(({ word, at }) => ({ at, end: at + word.length, folded: foldText(word) }))
  const spans: Span[] = []
  for (let i = 0; i < words.length;) {
    const length = Math.max(0, ...terms.map(term => (standsAt(words, i, term) ? term.words.length : 0)))
    const [from, to] = [words[i], words[i + length - 1]]
    if (length > 0 && from && to) spans.push({ from: from.at, to: to.end })
    i += Math.max(1, length)
  }
  return spans
}

function standsAt(words: readonly { readonly folded: string }[], i: number, { words: wanted, isPrefix }: SearchTerm): boolean {
  return wanted.every((word, k) => {
    const found = words[i + k]?.folded
    return found !== undefined && (isPrefix && k === wanted.length - 1 ? found.startsWith(word) : found === word)
  })
}

function wordStart(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return space === -1 || space > at + before ? at : space + 1
}
