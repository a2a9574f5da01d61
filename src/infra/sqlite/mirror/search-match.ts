import { isEmptySearch, parseSearch, type SearchTerm } from '#core/search/search-query.ts'
import type { ReadDb } from '../db.ts'
import { sql, type Sql } from '../sql.ts'

/** What a search comes to: the dialogs found, or where it only leaves out, those left out. */
export type Found = { readonly ids: readonly number[]; readonly isLeftOut: boolean }

/** Every word is quoted, so that nothing a person types is an operator of the index. Words hold no quotes. */
function expression({ words, isPrefix }: SearchTerm): string {
  return `"${words.join(' ')}"${isPrefix ? '*' : ''}`
}

/** Asked once for each list: to put the lists of all words with one beginning together is what takes the time. Null without a word. */
export function findText(db: ReadDb, text: string): Found | null {
  const query = parseSearch(text)
  if (isEmptySearch(query)) return null
  const wanted = query.terms.map(expression).join(' AND ')
  const unwanted = query.excluded.map(expression).join(' OR ')
  const match = wanted === '' ? unwanted : unwanted === '' ? wanted : `(${wanted}) NOT (${unwanted})`
  return { ids: db.pluck<number>(searchQuery(match)), isLeftOut: wanted === '' }
}

export function searchQuery(match: string): Sql {
  return sql`SELECT rowid FROM search WHERE search MATCH ${match}`
}
