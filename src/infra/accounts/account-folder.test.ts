import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { accountFolder, wipeAccountFolder } from './account-folder.ts'

let profile: string
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'linewatch-folders-'))
  for (const id of ['portal.test_8080-1', 'other-2']) {
    mkdirSync(join(profile, 'accounts', id), { recursive: true })
    writeFileSync(join(profile, 'accounts', id, 'ledger.db'), 'data')
  }
  writeFileSync(join(profile, 'settings.json'), '{}')
})
afterEach(() => rmSync(profile, { recursive: true }))

test('a wipe takes the account’s own folder and leaves the others', async () => {
  await wipeAccountFolder(profile, 'portal.test:8080-1')
  expect(readdirSync(join(profile, 'accounts'))).toEqual(['other-2'])
  await wipeAccountFolder(profile, 'never-3')
  expect(readdirSync(join(profile, 'accounts'))).toEqual(['other-2'])
})

test.each(['..', '.', '../..', '...', '/', '\\..', '../settings.json', 'other-2/..', './other-2/../..'])('the id %j reaches nothing else', async id => {
  await wipeAccountFolder(profile, id)
  expect(accountFolder(profile, id).startsWith(join(profile, 'accounts') + '/')).toBe(true)
  expect(readdirSync(join(profile, 'accounts'))).toEqual(['other-2', 'portal.test_8080-1'])
  expect(existsSync(join(profile, 'settings.json'))).toBe(true)
})

test('without an id there is no folder to delete', async () => {
  await expect(wipeAccountFolder(profile, '')).rejects.toThrow('not the account’s own')
  expect(readdirSync(join(profile, 'accounts'))).toHaveLength(2)
})

test('a link among the accounts is deleted, not what it leads to', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'linewatch-outside-'))
  writeFileSync(join(outside, 'kept'), '')
  symlinkSync(outside, join(profile, 'accounts', 'link-4'))
  await wipeAccountFolder(profile, 'link-4')
  expect([readdirSync(outside), existsSync(join(profile, 'accounts', 'link-4'))]).toEqual([['kept'], false])
  rmSync(outside, { recursive: true })
})
