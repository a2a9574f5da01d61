import { describe, expect, test } from 'vitest'
import { readAnswer, readPasted } from './answer.ts'

const state = 'st-4te_st4te'
const code = 'c0dec0dec0de'
const expected = { state, host: 'acme.bitrix24.ru' }
const good = { kind: 'code', code, memberId: null }

describe('what the browser brings', () => {
  test.each<[string, string, string]>([
    ['everything as documented', `code=${code}&state=${state}&domain=acme.bitrix24.ru&scope=crm%2Cim&server_domain=oauth.bitrix24.tech`, 'code'],
    ['no domain', `code=${code}&state=${state}`, 'code'],
    ['the host in other letters', `code=${code}&state=${state}&domain=ACME.Bitrix24.RU`, 'code'],
    ['a hostile server_domain', `code=${code}&state=${state}&server_domain=evil.example&server_endpoint=https%3A%2F%2Fevil.example%2Frest%2F`, 'code'],
    ['no state', `code=${code}`, 'foreign'],
    ['a wrong state', `code=${code}&state=other`, 'foreign'],
    ['a state of the same length', `code=${code}&state=${state.replace('4', '5')}`, 'foreign'],
    ['two states', `code=${code}&state=${state}&state=${state}`, 'foreign'],
    ['no code', `state=${state}`, 'foreign'],
    ['two codes', `code=${code}&code=${code}&state=${state}`, 'foreign'],
    ['a code that is none', `code=%3Cscript%3Ealert(1)%3C%2Fscript%3E&state=${state}`, 'foreign'],
    ['another portal', `code=${code}&state=${state}&domain=evil.example`, 'mismatch'],
    ['a portal of a similar name', `code=${code}&state=${state}&domain=acme.bitrix24.ru.evil.example`, 'mismatch'],
    ['a domain with a path', `code=${code}&state=${state}&domain=acme.bitrix24.ru%2Fx`, 'mismatch'],
    ['an empty domain', `code=${code}&state=${state}&domain=`, 'mismatch'],
    ['two domains', `code=${code}&state=${state}&domain=acme.bitrix24.ru&domain=evil.example`, 'mismatch'],
    ['an error', `error=access_denied&state=${state}`, 'refused'],
    ['an error of somebody else', 'error=access_denied', 'foreign'],
  ])('%s', (_name, query, kind) => {
    expect(readAnswer(new URLSearchParams(query), expected).kind).toBe(kind)
  })

  test('an error that is no word is made harmless', () => {
    expect(readAnswer(new URLSearchParams({ error: '<script>alert(1)</script>', state }), expected)).toEqual({ kind: 'refused', error: '?script?alert?1???script?' })
  })

  test('the portal tells its host without the port', () => {
    const query = new URLSearchParams({ code, state, domain: '127.0.0.1', member_id: 'm' })
    expect(readAnswer(query, { state, host: '127.0.0.1:8080' })).toEqual({ ...good, memberId: 'm' })
  })

  test('a host in national letters is the same as its wire form', () => {
    const query = new URLSearchParams({ code, state, domain: 'портал.рф' })
    expect(readAnswer(query, { state, host: new URL('https://портал.рф').host })).toEqual(good)
  })
})

describe('what a person pastes', () => {
  test.each([
    code, `  ${code}\n`, `"${code}"`, `http://127.0.0.1:47311/?code=${code}&state=${state}&domain=acme.bitrix24.ru`,
    `<http://127.0.0.1:47311/?state=${state}&code=${code}#top>`, `?code=${code}&state=${state}`, `code=${code}&state=${state}`,
  ])('%j is a code', text => {
    expect(readPasted(text, expected)).toEqual(good)
  })

  test.each<[string, string]>([
    ['', 'foreign'], ['hello', 'foreign'], ['two words here', 'foreign'], ['https://acme.bitrix24.ru/', 'foreign'], ['<script>alert(1)</script>', 'foreign'],
    [`http://127.0.0.1:47311/?code=${code}&state=other`, 'foreign'],
    [`http://127.0.0.1:47311/?code=${code}`, 'foreign'],
    [`http://127.0.0.1:47311/?code=${code}&state=${state}&domain=evil.example`, 'mismatch'],
  ])('%j is %s', (text, kind) => {
    expect(readPasted(text, expected).kind).toBe(kind)
  })
})
