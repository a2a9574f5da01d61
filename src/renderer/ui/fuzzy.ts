/** Pieces of a text in order, `mark` where the query was found. */
export type Piece = { readonly text: string; readonly mark: boolean }

export type Match = { readonly score: number; readonly pieces: readonly Piece[] }

const latin = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,.'
const russian = 'ёйцукенгшщзхъфывапролджэячсмитьбю'

const toRussian = new Map([...latin].map((letter, i) => [letter, russian[i] ?? letter]))
const toLatin = new Map([...russian].map((letter, i) => [letter, latin[i] ?? letter]))

/** What the same keys type on the other layout: «jhkjdf» is «орлова», «щзут» is "open". */
export function otherLayout(text: string): string {
  const map = /\p{Script=Cyrillic}/u.test(text) ? toLatin : toRussian
  return [...text.toLowerCase()].map(letter => map.get(letter) ?? letter).join('')
}

/** Points of one word of the query, best first. */
const points = { wordStart: 12, inside: 6, scattered: 1 } as const
const textStartPoint = 3
/** A text that was meant as typed wins over one that fits the other layout as well. */
const asTypedPoint = 0.5
/** Scattered letters of a very short word would be found in nearly every text. */
const leastScattered = 3

/**
 * How well the words of a query fit a text, in any order; null when one of them does not. Case and ё do not matter, nor
 * which layout the keyboard was on.
 */
export function matchText(query: string, text: string): Match | null {
  const typed = matchAs(query, text)
  const other = matchAs(otherLayout(query), text)
  if (typed === null) return other
  return other !== null && other.score > typed.score + asTypedPoint ? other : { ...typed, score: typed.score + asTypedPoint }
}

function matchAs(query: string, text: string): Match | null {
  const letters = [...text]
  const folded = letters.map(foldLetter)
  const marked = new Set<number>()
  let score = 0
  for (const word of [...query].map(foldLetter).join('').split(/\s+/).filter(part => part !== '')) {
    const found = matchWord([...word], folded)
    if (found === null) return null
    for (const place of found.places) marked.add(place)
    score += found.score
  }
  // Of texts that fit equally the shorter one was meant.
  return { score: score - letters.length / 1000, pieces: piecesOf(letters, marked) }
}

type Found = { readonly score: number; readonly places: readonly number[] }

function matchWord(word: readonly string[], text: readonly string[]): Found | null {
  let best: Found | null = null
  for (let start = 0; start + word.length <= text.length; start++) {
    if (word.some((letter, i) => text[start + i] !== letter)) continue
    const score = (isWordStart(text, start) ? points.wordStart : points.inside) + (start === 0 ? textStartPoint : 0)
    if (best === null || score > best.score) best = { score, places: word.map((_, i) => start + i) }
  }
  return best ?? scattered(word, text)
}

/** Letters in their order with others between, the first of them at the start of a word: «ово» in «Орлова Виктория О.». */
function scattered(word: readonly string[], text: readonly string[]): Found | null {
  if (word.length < leastScattered) return null
  for (let start = 0; start < text.length; start++) {
    if (text[start] !== word[0] || !isWordStart(text, start)) continue
    const places = [start]
    for (let at = start + 1; at < text.length && places.length < word.length; at++) {
      if (text[at] === word[places.length]) places.push(at)
    }
    if (places.length === word.length) return { score: points.scattered, places }
  }
  return null
}

function isWordStart(text: readonly string[], at: number): boolean {
  return !/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ')
}

/** One letter for one letter, so that places stay what they are. */
function foldLetter(letter: string): string {
  const lower = letter.toLowerCase()
  return lower === 'ё' ? 'е' : lower.length === letter.length ? lower : letter
}

function piecesOf(letters: readonly string[], marked: ReadonlySet<number>): Piece[] {
  const pieces: { text: string; mark: boolean }[] = []
  letters.forEach((letter, i) => {
    const last = pieces.at(-1)
    if (last && last.mark === marked.has(i)) last.text += letter
    else pieces.push({ text: letter, mark: marked.has(i) })
  })
  return pieces
}
