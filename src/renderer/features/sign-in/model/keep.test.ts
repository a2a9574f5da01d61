import { expect, test } from 'vitest'
import { webhookSignInSchema } from '#contract/accounts.ts'
import { freshKeep, keepProblem, toKeep, type KeepDraft } from './keep.ts'

const phrase: KeepDraft = { stay: true, way: 'passphrase', passphrase: 'correct horse', repeat: 'correct horse' }

test('with a key store the choice is to stay or not, whatever was typed before', () => {
  expect(toKeep({ ...phrase, stay: true }, 'keyring')).toEqual({ kind: 'store' })
  expect(toKeep({ ...phrase, stay: false }, 'system')).toEqual({ kind: 'session' })
  expect(keepProblem({ ...phrase, repeat: '' }, 'system')).toBeNull()
})

test('without one, nothing is kept unless a passphrase is chosen', () => {
  expect(toKeep(freshKeep, null)).toEqual({ kind: 'session' })
  expect(toKeep(phrase, null)).toEqual({ kind: 'passphrase', passphrase: 'correct horse' })
})

test('a passphrase is typed twice alike, and not shorter than the engine takes', () => {
  expect(keepProblem(phrase, null)).toBeNull()
  expect(keepProblem({ ...phrase, repeat: 'correct hors' }, null)).toBe('differs')
  expect(keepProblem({ ...phrase, passphrase: '1234567', repeat: '1234567' }, null)).toBe('short')
  const accepted = { ...phrase, passphrase: '12345678', repeat: '12345678' }
  expect(keepProblem(accepted, null)).toBeNull()
  expect(webhookSignInSchema.safeParse({ url: 'x', keep: toKeep(accepted, null) }).success).toBe(true)
})
