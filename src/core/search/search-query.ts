import { fold } from '../names/fold.ts'

/** Words that stand next to each other; the last of them may be only the beginning of a word. */
export type SearchTerm = { readonly words: readonly string[]; readonly isPrefix: boolean }

export type SearchQuery = {
  /** All of them are to be found. */
  readonly terms: readonly SearchTerm[]
  /** None of these. */
  readonly excluded: readonly SearchTerm[]
}

/** Letters, digits and marks as the full-text index takes them for words. */
const wordPattern = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu
const partPattern = /(-?)(?:"([^"]*)"?|([^\s"]+))/gu
const quotes = /[«»“”„]/g
/** More than people write into 200 characters. */
const mostTerms = 50

/** The form in which texts are searched; it has the same words as the text itself. */
export function foldText(text: string): string {
  return fold(text.normalize('NFC'))
}

/** Folded words with their places in the folded text. */
export function wordsIn(folded: string): { readonly word: string; readonly at: number }[] {
  return [...folded.matchAll(wordPattern)].map(match => ({ word: match[0], at: match.index }))
}

/** A word stands for all that begin with it; "words in quotes" for themselves; a minus before either leaves out. */
export function parseSearch(text: string): SearchQuery {
  const terms: SearchTerm[] = []
  const excluded: SearchTerm[] = []
  for (const [, minus, quoted, bare] of foldText(text).replaceAll(quotes, '"').matchAll(partPattern)) {
    const words = wordsIn(quoted ?? bare ?? '').map(({ word }) => word)
    if (words.length === 0 || terms.length + excluded.length === mostTerms) continue
    const term = { words, isPrefix: quoted === undefined }
    if (minus === '-') excluded.push(term)
    else terms.push(term)
  }
  return { terms, excluded }
}

export function isEmptySearch({ terms, excluded }: SearchQuery): boolean {
  return terms.length === 0 && excluded.length === 0
}

/** Marks of the messenger such as `[b]` and `[url=…]` are no words of the message. */
export function withoutMarks(text: string): string {
  return text.replace(/\[\/?[a-z*]+(?:=[^\]\n]*)?\]/gi, ' ')
}
