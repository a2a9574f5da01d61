export type DiffPart = {
  readonly text: string
  /** Only this side has it. */
  readonly differs: boolean
}

export type WordDiff = { readonly left: readonly DiffPart[]; readonly right: readonly DiffPart[] }

/** Two comments that have no word in common are not worth a table of more than so many pairs of words. */
const MOST_PAIRS = 6_000_000

/** Both texts in pieces, word by word: what they share, in the same order, and what only one of them says. */
export function wordDiff(left: string, right: string): WordDiff {
  const [a, b] = [words(left), words(right)]
  const same = (i: number, j: number): boolean => a[i]?.trimEnd() === b[j]?.trimEnd()
  const shortest = Math.min(a.length, b.length)
  let head = 0
  while (head < shortest && same(head, head)) head++
  let tail = 0
  while (tail < shortest - head && same(a.length - 1 - tail, b.length - 1 - tail)) tail++
  const shared = sharedWords(head, a.length - tail, b.length - tail, same)
  const isShared = (index: number, end: number, found: ReadonlySet<number>): boolean => index < head || index >= end || found.has(index)
  return {
    left: pieces(a, index => !isShared(index, a.length - tail, shared.left)),
    right: pieces(b, index => !isShared(index, b.length - tail, shared.right)),
  }
}

/** Each word with the space after it. */
function words(text: string): string[] {
  return text.match(/\S+\s*|^\s+/g) ?? []
}

/** The longest common subsequence between `from` and the two ends, as indexes of either side. */
function sharedWords(from: number, endLeft: number, endRight: number, same: (i: number, j: number) => boolean) {
  const [rows, columns] = [endLeft - from, endRight - from]
  const found = { left: new Set<number>(), right: new Set<number>() }
  if (rows * columns > MOST_PAIRS) return found
  // How long it is from here to the end of both.
  const longest = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1))
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0
  for (let i = rows - 1; i >= 0; i--) {
    const row = longest[i]
    for (let j = columns - 1; row && j >= 0; j--) row[j] = same(from + i, from + j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (same(from + i, from + j)) {
      found.left.add(from + i++)
      found.right.add(from + j++)
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return found
}

function pieces(all: readonly string[], differs: (index: number) => boolean): DiffPart[] {
  const parts: DiffPart[] = []
  for (const [index, text] of all.entries()) {
    const last = parts.at(-1)
    if (last && last.differs === differs(index)) parts[parts.length - 1] = { ...last, text: last.text + text }
    else parts.push({ text, differs: differs(index) })
  }
  return parts
}
