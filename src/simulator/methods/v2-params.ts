import { atWall } from '../time-zone.ts'
import { RestError } from '../rest/rest-error.ts'
import type { Params } from '../rest/php.ts'
import type { TimeZone } from '../time-zone.ts'

const LARGEST_LIST = 1000
const LARGEST_PERIOD = 366 * 86_400
const LARGEST_OFFSET = 10_000
const LARGEST_LIMIT = 200

export type Period = { readonly from: number | null; readonly to: number | null }

export function invalidFilter(text = 'Invalid filter value'): RestError {
  return new RestError('INVALID_FILTER', text)
}

/** A whole number sent as number or text; null when the parameter is absent. */
export function readInt(params: Params, name: string): number | null {
  const value = given(params, name)
  return value === null ? null : toWhole(value)
}

export function readIntList(params: Params, single: string, list: string): ReadonlySet<number> | null {
  return readList(params, single, list, toWhole)
}

export function readTextList(params: Params, single: string, list: string): ReadonlySet<string> | null {
  return readList(params, single, list, (value) => {
    if (typeof value !== 'string') throw invalidFilter()
    return value
  })
}

export function readChoice<T extends string>(params: Params, name: string, choices: readonly T[]): T | null {
  const value = given(params, name)
  if (value === null) return null
  const choice = choices.find((item) => item === value)
  if (choice === undefined) throw invalidFilter(`Invalid ${name} filter value`)
  return choice
}

export function readFlag(params: Params, name: string): boolean | null {
  const value = given(params, name)
  if (value === null) return null
  if (value === true || value === 1 || value === '1' || value === 'Y' || value === 'true') return true
  if (value === false || value === 0 || value === '0' || value === 'N' || value === 'false') return false
  throw invalidFilter()
}

/** A period in epoch seconds, both ends included. */
export function readPeriod(params: Params, fromName: string, toName: string, timeZone: TimeZone): Period {
  const from = readMoment(params, fromName, timeZone)
  const to = readMoment(params, toName, timeZone)
  if (from !== null && to !== null) {
    if (from > to) throw invalidFilter()
    if (to - from > LARGEST_PERIOD) throw new RestError('PERIOD_TOO_LARGE', 'The requested period exceeds the maximum of 1 year')
  }
  return { from, to }
}

export function readRequiredPeriod(params: Params, fromName: string, toName: string, timeZone: TimeZone): { readonly from: number; readonly to: number } {
  const { from, to } = readPeriod(params, fromName, toName, timeZone)
  if (from === null || to === null) throw new RestError('PERIOD_REQUIRED', `${fromName} and ${toName} are required`)
  return { from, to }
}

export type Page = { readonly offset: number; readonly limit: number }

export function readPage(params: Params, offsetIsLimited = true): Page {
  const offset = readInt(params, 'offset') ?? 0
  const limit = readInt(params, 'limit') ?? 50
  if (offset < 0 || limit < 1 || limit > LARGEST_LIMIT) throw invalidFilter()
  if (offsetIsLimited && offset > LARGEST_OFFSET) throw new RestError('OFFSET_TOO_LARGE', 'Offset is too large')
  return { offset, limit }
}

export function cutPage<T>(items: readonly T[], { offset, limit }: Page): { readonly items: readonly T[]; readonly hasNextPage: boolean } {
  return { items: items.slice(offset, offset + limit), hasNextPage: items.length > offset + limit }
}

/** The `sessionId` array of the methods that take many sessions at once: unique ids in the order given. */
export function readSessionIds(params: Params, most: number): readonly number[] {
  const value = params['sessionId']
  if (value === undefined || value === null) throw new RestError('100', 'Could not find value for parameter {sessionId}')
  if (!Array.isArray(value)) {
    throw new RestError('100', `Invalid value {${String(value)}} to match with parameter {sessionId}. Should be value of type array.`)
  }
  const ids = [...new Set(value.map(toWhole))]
  if (ids.length > most) throw new RestError('BATCH_LIMIT_EXCEEDED', `sessionId batch must not exceed ${most} items`)
  return ids
}

function readList<T>(params: Params, single: string, list: string, convert: (value: unknown) => T): ReadonlySet<T> | null {
  const many = given(params, list)
  if (many !== null) {
    if (!Array.isArray(many) || many.length > LARGEST_LIST) throw invalidFilter()
    if (many.length > 0) return new Set(many.map(convert))
  }
  const one = given(params, single)
  return one === null ? null : new Set([convert(one)])
}

function readMoment(params: Params, name: string, timeZone: TimeZone): number | null {
  const value = given(params, name)
  if (value === null) return null
  const seconds = readDate(value, timeZone)
  if (seconds === null) throw invalidFilter()
  return seconds
}

/** A date as REST takes them, in epoch seconds; null = none. */
export function readDate(value: unknown, timeZone: TimeZone): number | null {
  const parts = typeof value === 'string' ? /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(value) : null
  if (parts === null) return null
  const [, day = '', time = '00:00:00', zone] = parts
  // Without an offset the portal takes its own zone.
  const wall = Date.parse(`${day}T${time}${zone ?? 'Z'}`) / 1000
  if (Number.isNaN(wall)) return null
  return Math.floor(zone === undefined ? atWall(timeZone, wall) : wall)
}

function toWhole(value: unknown): number {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isInteger(number)) throw invalidFilter()
  return number
}

/** Absent, null and the empty string all mean "no filter". */
function given(params: Params, name: string): unknown {
  const value = params[name]
  return value === undefined || value === '' ? null : value
}
