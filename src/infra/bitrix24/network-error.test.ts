import { expect, test } from 'vitest'
import { describeNetworkError } from './network-error.ts'

function failure(code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('https://x/rest/1/secret'), { code }) })
}

test('names what happened, and the clock where it is a likely cause', () => {
  expect(describeNetworkError(failure('ENOTFOUND'))).toContain('host name')
  expect(describeNetworkError(failure('CERT_NOT_YET_VALID'))).toContain('clock')
  expect(describeNetworkError(failure('CERT_HAS_EXPIRED'))).toContain('clock')
  expect(describeNetworkError(failure('ERR_SSL_WRONG_VERSION_NUMBER'))).toContain('secure connection')
  expect(describeNetworkError(failure('EODD'))).toBe('the request failed (EODD)')
})

test('looks into several tried addresses', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  expect(describeNetworkError(new TypeError('fetch failed', { cause: new AggregateError([refused]) }))).toContain('refused')
})

test('never repeats free text', () => {
  expect(describeNetworkError(failure('not a code'))).toBe('the request failed')
  expect(describeNetworkError('https://x/rest/1/secret')).toBe('the request failed')
})
