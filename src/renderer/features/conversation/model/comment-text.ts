/** `{client}` and the like. What is not known is left as it was written. */
export function fillPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (written, name: string) => (Object.hasOwn(values, name) ? values[name] ?? written : written))
}

/** Puts words in place of what is selected, with spaces where they would stick to a neighbour. Answers where the caret goes. */
export function insertWords(comment: string, words: string, from: number, to: number): { readonly comment: string; readonly caret: number } {
  const [before, after] = [comment.slice(0, from), comment.slice(to)]
  const start = before === '' || /\s$/.test(before) ? before : `${before} `
  const end = after === '' || /^\s/.test(after) ? after : ` ${after}`
  return { comment: start + words + end, caret: start.length + words.length }
}

/** A cause as a hashtag: one word, so that it is found again. */
export function hashtag(cause: string): string {
  return `#${cause.trim().replaceAll(/[^\p{L}\p{N}]+/gu, '_').replaceAll(/^_|_$/g, '').toLowerCase()}`
}

export function hasTag(comment: string, cause: string): boolean {
  return words(comment).includes(hashtag(cause))
}

/** Adds the cause's hashtag at the end, or takes it out wherever it is. */
export function withTagToggled(comment: string, cause: string): string {
  const tag = hashtag(cause)
  if (!hasTag(comment, cause)) return insertWords(comment, tag, comment.length, comment.length).comment
  return comment.split(/(\s+)/).filter(part => part.toLowerCase() !== tag).join('').replaceAll(/ {2,}/g, ' ').trim()
}

function words(comment: string): string[] {
  return comment.toLowerCase().split(/\s+/)
}
