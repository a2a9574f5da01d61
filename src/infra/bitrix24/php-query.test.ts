import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toPhpQuery, type ParamMap } from './php-query.ts'

test('writes nested parameters with PHP brackets', () => {
  const params = { filter: { '>ID': 0, NAME: 'a&b=c' }, select: ['ID', 'NAME'], active: true, hidden: false, none: null, start: -1 }
  expect(toPhpQuery(params))
    .toBe('filter[%3EID]=0&filter[NAME]=a%26b%3Dc&select[0]=ID&select[1]=NAME&active=1&hidden=0&start=-1')
})

test('leaves out what a query string cannot say', () => {
  expect(toPhpQuery({ list: [], map: {}, nothing: undefined })).toBe('')
})

test('is read back by a decoder as the same tree', () => {
  // Keys with brackets, dots or blanks are renamed by PHP itself, and no method has such.
  const key = fc.string({ minLength: 1, maxLength: 8 }).filter(text => !/[[\]. \0]/.test(text) && !/^\d+$/.test(text))
  const { tree } = fc.letrec<{ tree: ParamMap; node: string | ParamMap | string[] }>(tie => ({
    node: fc.oneof({ maxDepth: 4 }, fc.string(), fc.array(fc.string(), { minLength: 1, maxLength: 4 }), tie('tree')),
    tree: fc.dictionary(key, tie('node'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  }))
  fc.assert(fc.property(tree, params => {
    expect(decode(toPhpQuery(params))).toEqual(params)
  }))
})

/** What PHP's `parse_str` does, for the keys that the encoder writes. */
function decode(query: string): unknown {
  const root = new Map<string, unknown>()
  for (const pair of query.split('&')) {
    const [rawKey = '', rawValue = ''] = pair.split('=')
    const path = decodeURIComponent(rawKey).split('[').map(part => part.replace(/\]$/, ''))
    let node = root
    for (const part of path.slice(0, -1)) {
      const child = node.get(part)
      const next = child instanceof Map ? child : new Map<string, unknown>()
      node.set(part, next)
      node = next
    }
    node.set(path.at(-1) ?? '', decodeURIComponent(rawValue))
  }
  return plain(root)
}

function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value
  const entries = [...value].map(([key, inner]): [string, unknown] => [String(key), plain(inner)])
  return entries.every(([key], index) => key === String(index)) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}
