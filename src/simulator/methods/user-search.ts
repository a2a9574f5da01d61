import { departments } from '../data/company.ts'
import { isRecord, toText } from '../rest/php.ts'
import { compileFilter } from './record-filter.ts'
import { method } from './method.ts'
import { page, sorted, upperKeys, userRow } from './users.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'
import type { Staff } from '../types.ts'
import type { Answer } from './method.ts'

export const userSearchMethods = [method('user.search', 'user', searchUsers)]

/** The quick search goes through an index of its own, so FIND makes every other condition of the filter void. */
function searchUsers(state: PortalState, params: Params): Answer {
  const { FILTER: nested, SORT: sort, ORDER: order, START: start } = upperKeys(params)
  const { FIND: find, ...filter } = upperKeys(isRecord(nested) ? nested : {})
  const words = wordsOf(toText(find))
  const matches = compileFilter(words.length === 0 ? filter : {})
  const rows = state.directory.staff.filter((person) => isFound(person, words)).map((person) => userRow(state, person))
  return page(sorted(rows.filter(matches), toText(sort), toText(order)), start)
}

/** Every word asked for must begin some word of the person's name, position or department. */
function isFound(person: Staff, words: readonly string[]): boolean {
  const department = departments.find((item) => item.id === person.departmentId)?.name ?? ''
  const known = wordsOf([person.firstName, person.lastName, person.position, department].join(' '))
  return words.every((word) => known.some((candidate) => candidate.startsWith(word)))
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().replaceAll('ё', 'е').split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}
