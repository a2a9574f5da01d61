import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAccountsFile } from './accounts-file.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'linewatch-list-')) })
afterEach(() => rmSync(folder, { recursive: true }))

const path = () => join(folder, 'accounts.json')
const entry = (id: string) => ({ account: { id, kind: 'webhook', host: id, userId: 1, userName: 'Anna', zoneMinutes: 180, keptBy: 'keyring' } as const })
const odd = { account: { ...entry('odd-1').account, kind: 'of-tomorrow' }, oldSecret: { kind: 'plain', text: 'canary' } }

/** The file with these entries, and what it logs. */
function listOf(current: string, entries: readonly unknown[]) {
  writeFileSync(path(), JSON.stringify({ version: 2, current, accounts: entries }))
  const logged: unknown[] = []
  return { logged, file: createAccountsFile(path(), (event, fields) => { logged.push([event, fields]) }) }
}

const onDisk = (): unknown => JSON.parse(readFileSync(path(), 'utf8'))

test('entries that cannot be read stay where they are, as they are, and the others are taken up', async () => {
  const entries = [odd, entry('a-1'), 'nonsense', entry('b-1')]
  const { file, logged } = listOf('b-1', entries)
  expect(await file.read()).toEqual({ ok: true, value: { current: 'b-1', accounts: [entry('a-1'), entry('b-1')] } })
  expect(logged).toEqual([['accounts.unreadable', { count: 2 }]])
  await file.write({ current: 'a-1', accounts: [entry('a-1'), entry('b-1')] })
  expect(onDisk()).toEqual({ version: 2, current: 'a-1', accounts: entries })
  await file.write({ current: null, accounts: [] })
  expect(onDisk()).toEqual({ version: 2, current: null, accounts: [odd, 'nonsense'] })
})

test('a list that can be read is not spoken of', async () => {
  const { file, logged } = listOf('a-1', [entry('a-1')])
  expect(await file.read()).toMatchObject({ ok: true })
  expect(logged).toEqual([])
})

test('whoever signs in again takes the place of an entry that could not be read, and leaves nothing of it', async () => {
  const { file } = listOf('a-1', [odd, entry('a-1')])
  await file.read()
  await file.write({ current: 'odd-1', accounts: [entry('a-1'), entry('odd-1')] })
  await file.write({ current: 'a-1', accounts: [entry('a-1')] })
  expect(onDisk()).toEqual({ version: 2, current: 'a-1', accounts: [entry('a-1')] })
})
