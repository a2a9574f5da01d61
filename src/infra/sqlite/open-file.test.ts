import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ledgerFile } from './ledger/ledger-file.ts'
import { mirrorFile } from './mirror/mirror-file.ts'
import { openFile, quarantine } from './open-file.ts'
import { lockProfile } from './profile-lock.ts'
import { sql } from './sql.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'linewatch-db-')) })
afterEach(() => { rmSync(folder, { recursive: true }) })

function open(path: string, kind = mirrorFile) {
  const opened = openFile(path, kind)
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

test('SQLite is new enough to be safe with several connections and has what is needed', () => {
  const db = open(join(folder, 'a.db'))
  const [version] = db.pluck<string>(sql`SELECT sqlite_version()`)
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number)
  expect(major * 1000 + minor).toBeGreaterThanOrEqual(3053)
  expect(db.pluck(sql`SELECT sqlite_compileoption_used('ENABLE_FTS5')`)).toEqual([1])
  db.close()
})

test('opening again changes nothing and keeps the data', () => {
  const path = join(folder, 'deep', 'a.db')
  const first = open(path)
  first.run(sql`INSERT INTO client (id, name, key) VALUES (1, 'A', 'a')`)
  first.close()
  const second = open(path)
  expect(second.pluck(sql`SELECT name FROM client`)).toEqual(['A'])
  second.close()
  expect(readdirSync(join(folder, 'deep'))).toEqual(['a.db'])
})

test('a step forward backs up the file with data first', () => {
  const path = join(folder, 'a.db')
  const old = open(path)
  old.run(sql`INSERT INTO client (id, name, key) VALUES (1, 'A', 'a')`)
  old.close()
  const next = { ...mirrorFile, migrations: [...mirrorFile.migrations, { name: 'more', up: 'ALTER TABLE client ADD COLUMN more TEXT' }] }
  const db = open(path, next)
  expect(db.pluck(sql`SELECT name FROM client WHERE more IS NULL`)).toEqual(['A'])
  db.close()
  const copy = open(`${path}.v${mirrorFile.migrations.length}.bak`)
  expect(copy.pluck(sql`SELECT name FROM client`)).toEqual(['A'])
  copy.close()
})

test('a step that fails leaves the version before', () => {
  const path = join(folder, 'a.db')
  open(path).close()
  const broken = { ...mirrorFile, migrations: [...mirrorFile.migrations, { name: 'broken', up: 'CREATE TABLE half (a); SELECT * FROM missing' }] }
  expect(openFile(path, broken)).toMatchObject({ ok: false, error: { code: 'disk' } })
  const db = open(path)
  expect(db.pluck(sql`SELECT COUNT(*) FROM sqlite_schema WHERE name = 'half'`)).toEqual([0])
  db.close()
})

test('a file of a newer version is refused and not touched', () => {
  const path = join(folder, 'a.db')
  const db = open(path)
  db.exec('PRAGMA user_version = 99')
  db.close()
  expect(openFile(path, mirrorFile)).toMatchObject({ ok: false, error: { code: 'newer-data' } })
})

test('a file that is no database, or another program’s, is called damaged', () => {
  const garbage = join(folder, 'garbage.db')
  writeFileSync(garbage, 'x'.repeat(5000))
  expect(openFile(garbage, mirrorFile)).toMatchObject({ ok: false, error: { code: 'damaged-data' } })
  const ledger = join(folder, 'ledger.db')
  open(ledger, ledgerFile).close()
  expect(openFile(ledger, mirrorFile)).toMatchObject({ ok: false, error: { code: 'damaged-data' } })
})

test('quarantine moves the file away whole', () => {
  const path = join(folder, 'garbage.db')
  writeFileSync(path, 'x')
  writeFileSync(`${path}-wal`, 'y')
  const moved = quarantine(path, 17)
  expect([existsSync(path), existsSync(`${path}-wal`), existsSync(moved), existsSync(`${moved}-wal`)]).toEqual([false, false, true, true])
})

test('a profile belongs to one engine at a time', () => {
  const first = lockProfile(folder)
  expect(first.ok).toBe(true)
  expect(lockProfile(folder)).toMatchObject({ ok: false, error: { code: 'profile-in-use' } })
  if (first.ok) first.value.release()
  const again = lockProfile(folder)
  expect(again.ok).toBe(true)
  if (again.ok) again.value.release()
})
