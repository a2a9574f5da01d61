import { beforeEach, expect, test } from 'vitest'
import { createAccess } from './access.ts'

let now = 0
let burnt = 0
beforeEach(() => { now = 0; burnt = 0 })
const create = () => createAccess({ now: () => now, onTokenBurnt: () => { burnt += 1 } })

test('a token is 32 random bytes and works once', () => {
  const access = create()
  const token = access.issueToken()
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  const secret = access.exchange(token)
  expect(access.allows(secret ?? '')).toBe(true)
  expect(access.exchange(token)).toBeNull()
})

test('a token is worthless after ten minutes', () => {
  const access = create()
  const token = access.issueToken()
  now = 10 * 60_000
  expect(access.exchange(token)).toBeNull()
})

test('a new link ends the one before it', () => {
  const access = create()
  const first = access.issueToken()
  const second = access.issueToken()
  expect(access.exchange(first)).toBeNull()
  expect(access.exchange(second)).not.toBeNull()
})

test('five wrong guesses burn the link, and it is told once', () => {
  const access = create()
  const token = access.issueToken()
  for (let guess = 0; guess < 7; guess += 1) expect(access.exchange(`wrong ${guess}`)).toBeNull()
  expect(access.exchange(token)).toBeNull()
  expect(burnt).toBe(1)
})

test('a link issued after a burnt one starts with no failures', () => {
  const access = create()
  access.issueToken()
  for (let guess = 0; guess < 5; guess += 1) access.exchange('wrong')
  const token = access.issueToken()
  for (let guess = 0; guess < 4; guess += 1) access.exchange('wrong')
  expect(access.exchange(token)).not.toBeNull()
})

test('nothing is allowed before a session, nor by a token, nor by an empty secret', () => {
  const access = create()
  const token = access.issueToken()
  expect([access.allows(''), access.allows(token), access.exchange('')]).toEqual([false, false, null])
})

test('several pages may be open; the oldest of too many is forgotten', () => {
  const access = create()
  const secrets = Array.from({ length: 33 }, () => access.exchange(access.issueToken()) ?? '')
  expect(secrets.map(access.allows)).toEqual([false, ...Array(32).fill(true)])
})
