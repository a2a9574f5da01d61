import { describe, expect, test } from 'vitest'
import { isTruthy, parseQuery, phpMap, toInt, toText } from './php.ts'

describe('parseQuery', () => {
  test.each([
    ['a=1&b=x+y%21', { a: '1', b: 'x y!' }],
    ['filter[>ID]=5&filter[%3CID]=9', { filter: { '>ID': '5', '<ID': '9' } }],
    ['select[]=ID&select[]=NAME', { select: ['ID', 'NAME'] }],
    ['a[0]=x&a[1]=y', { a: ['x', 'y'] }],
    ['a[1]=y', { a: { 1: 'y' } }],
    ['a[x][]=1&a[x][]=2&a[y]=3', { a: { x: ['1', '2'], y: '3' } }],
    ['a=1&a=2', { a: '2' }],
    ['a=1&a[b]=2', { a: { b: '2' } }],
    ['flag&empty=', { flag: '', empty: '' }],
    ['bad=%E0%A4%A', { bad: '%E0%A4%A' }],
    ['[x]=1&=2&', {}],
    ['', {}],
  ])('%s', (text, expected) => {
    expect(parseQuery(text)).toEqual(expected)
  })

  test('__proto__ is a key like any other', () => {
    const parsed = parseQuery('a[__proto__][x]=1')
    expect(Object.hasOwn(parsed['a'] as object, '__proto__')).toBe(true)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})

test('maps serialize as PHP arrays do', () => {
  expect(phpMap({})).toEqual([])
  expect(phpMap({ 0: 'a', 1: 'b' })).toEqual(['a', 'b'])
  expect(phpMap({ 1: 'a' })).toEqual({ 1: 'a' })
  expect(phpMap({ x: 1 })).toEqual({ x: 1 })
})

test('values convert as PHP converts them', () => {
  expect([toInt('12abc'), toInt('4.9'), toInt(-3.7), toInt('x'), toInt(true), toInt(null), toInt([]), toInt([1])]).toEqual([12, 4, -3, 0, 1, 0, 0, 1])
  expect([toText(null), toText(true), toText(false), toText(5), toText([1])]).toEqual(['', '1', '', '5', 'Array'])
  expect(['', '0', 0, null, undefined, false, []].map(isTruthy)).toEqual([false, false, false, false, false, false, false])
  expect(['false', '0.0', 1, [0], {}].map(isTruthy)).toEqual([true, true, true, true, true])
})
