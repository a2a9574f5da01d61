import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createManualTime, type ManualTime } from '#core/testing/manual-time.ts'
import { diskError } from '../disk-error.ts'
import { sql } from '../sql.ts'
import { openLedger, type Ledger, type PendingRating } from './open-ledger.ts'
import { createOutboxRepository } from './outbox-repository.ts'

const start = Date.UTC(2026, 10, 20, 9)
const nothing = { rating: null, comment: null }

let folder: string
let time: ManualTime
let opened: Ledger[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewatch-ledger-'))
  time = createManualTime(start)
  opened = []
})
afterEach(() => {
  for (const { db } of opened) db.close()
  rmSync(folder, { recursive: true })
})

const at = (name: string): string => join(folder, name, 'ledger.db')

function open(path: string, shown: readonly PendingRating[] = []): Ledger {
  const ledger = openLedger({ path, shownAsUnsent: () => shown, clock: time.clock, timer: time.timer, log: () => {} })
  if (!ledger.ok) throw new Error(`${ledger.error.code}: ${ledger.error.message}`)
  opened.push(ledger.value)
  return ledger.value
}

const told = (sessionId: number): PendingRating => ({ sessionId, rating: 2, comment: `About ${sessionId}` })

function rate({ db }: Ledger, sessionId: number): void {
  const outbox = createOutboxRepository(db)
  outbox.hold({ rating: { ...told(sessionId), seen: null }, uuid: `uuid-${sessionId}`, base: nothing, at: time.clock(), sendAfter: time.clock(), event: 'saved' })
  const entry = outbox.get(sessionId)
  if (entry) outbox.release(entry)
}

/** What a killed program leaves behind: the files as they are at this moment. */
function kill(name: string, copy: string): string {
  cpSync(join(folder, name), join(folder, copy), { recursive: true })
  return at(copy)
}

const unsent = ({ db }: Ledger) => createOutboxRepository(db).list().map(({ sessionId, rating, comment, state, error }) => ({ sessionId, rating, comment, state, code: error?.code ?? null }))
const waiting = (...ids: number[]) => ids.map(id => ({ ...told(id), state: 'queued', code: null }))
const doubtful = (...ids: number[]) => ids.map(id => ({ ...told(id), state: 'refused', code: 'damaged-data' }))

/** Rating 1 is in the backup; 2 came after it; both are in the file and its log. */
function damagedAfter(damage: (path: string) => void): string {
  const ledger = open(at('live'))
  rate(ledger, 1)
  ledger.close()
  const again = open(at('live'))
  rate(again, 2)
  const path = kill('live', 'dead')
  damage(path)
  return path
}

function zero(path: string, from: number, length: number): void {
  const bytes = readFileSync(path)
  bytes.fill(0, from, from + length)
  writeFileSync(path, bytes)
}

test('an acknowledged write is on the disk: SQLite waits for it with every commit', () => {
  const { db } = open(at('live'))
  expect([db.pluck(sql`PRAGMA journal_mode`), db.pluck(sql`PRAGMA synchronous`)]).toEqual([['wal'], [2]])
})

test('what was killed or closed and is whole is opened as it is, and nothing is told', () => {
  const path = damagedAfter(() => {})
  const ledger = open(path, [told(1), told(2)])
  expect(unsent(ledger)).toEqual(waiting(1, 2))
  expect(ledger.restored()).toBe(null)
  ledger.close()
  expect(open(path, [told(1), told(2)]).restored()).toBe(null)
  expect(readdirSync(join(folder, 'dead')).filter(name => name.includes('damaged'))).toEqual([])
})

type Damage = readonly [what: string, damage: (path: string) => void]

const damages: readonly Damage[] = [
  ['cut in half', path => { truncateSync(path, statSync(path).size / 2) }],
  ['cut to nothing', path => { truncateSync(path, 0) }],
  ['without its header', path => { zero(path, 0, 512) }],
  ['overwritten', path => { writeFileSync(path, 'x'.repeat(20_000)) }],
  ['gone', path => { rmSync(path) }],
  ['without its log', path => { rmSync(`${path}-wal`) }],
  ['gone, with its log', path => { for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix) }],
]

test.each(damages)('a ledger that is %s is replaced by its backup, and no rating is missing: what is uncertain waits for the supervisor', (what, damage) => {
  const path = damagedAfter(damage)
  const ledger = open(path, [told(1), told(2)])
  expect(unsent(ledger)).toEqual(doubtful(1, 2))
  const keptAt = what === 'gone, with its log' ? null : `${path}.damaged-${start}`
  expect(ledger.restored()).toEqual({ at: start, backupAt: start, keptAt, complete: false, recovered: 0, uncertain: [told(1), told(2)] })
  expect(createOutboxRepository(ledger.db).journal(2).map(({ event }) => event)).toEqual(['restored'])

  ledger.acknowledge()
  ledger.close()
  const later = open(path, [told(1), told(2)])
  expect([later.restored(), unsent(later)]).toEqual([null, doubtful(1, 2)])
})

test('whichever page is zeroed, no rating is missing, and the damaged file is kept', () => {
  const ledger = open(at('live'))
  rate(ledger, 1)
  ledger.close()
  const again = open(at('live'))
  for (let id = 2; id <= 60; id++) rate(again, id)
  again.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const bytes = readFileSync(at('live'))
  const ids = Array.from({ length: 60 }, (_, index) => index + 1)
  const outcomes = new Set<boolean | undefined>()
  for (let page = 0; page * 4096 < bytes.length; page++) {
    // A free page holds nothing.
    if (bytes[page * 4096] === 0) continue
    const path = kill('live', `dead-${page}`)
    zero(path, page * 4096, 4096)
    const found = open(path, ids.map(told))
    expect(unsent(found).map(({ sessionId, rating, comment }) => ({ sessionId, rating, comment })), `page ${page}`).toEqual(ids.map(told))
    const restored = found.restored()
    expect(restored?.keptAt, `page ${page}`).toContain('.damaged-')
    outcomes.add(restored?.complete)
    found.close()
  }
  // A page that the ratings do not lie on costs them nothing.
  expect(outcomes).toEqual(new Set([true, false]))
})

test('an outbox that cannot be read is put together again from the journal', () => {
  const ledger = open(at('live'))
  rate(ledger, 1)
  ledger.close()
  const again = open(at('live'))
  for (const id of [2, 3]) rate(again, id)
  const outbox = createOutboxRepository(again.db)
  const [, , third] = outbox.list()
  if (third) outbox.drop(third, 'discarded', null, start)
  again.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const [root = 0] = again.db.pluck<number>(sql`SELECT rootpage FROM sqlite_schema WHERE name = 'outbox'`)
  const path = kill('live', 'dead')
  zero(path, (root - 1) * 4096, 4096)
  expect(unsent(open(path))).toEqual(doubtful(1, 2))
})

test('a file that lost its log is not believed where the backup is newer', async () => {
  const ledger = open(at('live'))
  rate(ledger, 1)
  ledger.close()
  const again = open(at('live'))
  rate(again, 2)
  const outbox = createOutboxRepository(again.db)
  const [first] = outbox.list()
  if (first) outbox.drop(first, 'discarded', null, start)
  await time.advance(10 * 60_000)
  const path = kill('live', 'dead')
  rmSync(`${path}-wal`)
  expect(unsent(open(path))).toEqual(doubtful(2))
})

test('without any backup what the local copy shows is taken over, as uncertain', () => {
  const path = damagedAfter(file => {
    for (const name of readdirSync(join(folder, 'dead'))) if (name.includes('backup')) rmSync(join(folder, 'dead', name))
    zero(file, 0, 4096)
    rmSync(`${file}-wal`)
  })
  const ledger = open(path, [told(1), told(2)])
  expect(unsent(ledger)).toEqual(doubtful(1, 2))
  expect(ledger.restored()).toMatchObject({ backupAt: null, complete: false, uncertain: [told(1), told(2)] })
})

test('a rating that the log has lost is found in the local copy, though the file looks whole', () => {
  const path = damagedAfter(file => { truncateSync(`${file}-wal`, 0) })
  const ledger = open(path, [told(1), told(2)])
  expect(unsent(ledger)).toEqual([...waiting(1), ...doubtful(2)])
  expect(ledger.restored()).toMatchObject({ keptAt: null, complete: false, uncertain: [told(2)] })
})

test('what the local copy still shows and the ledger knows to be sent or taken back is not uncertain', () => {
  const ledger = open(at('live'))
  const outbox = createOutboxRepository(ledger.db)
  for (const id of [1, 2]) rate(ledger, id)
  const [sent, given] = outbox.list()
  if (sent && given) {
    outbox.confirm(sent, { before: nothing, now: told(1), at: start })
    outbox.drop(given, 'discarded', null, start)
  }
  const found = open(kill('live', 'dead'), [told(1), told(2)])
  expect([unsent(found), found.restored()]).toEqual([[], null])
})

test('the local copy knows better than an old backup what was chosen last', () => {
  const path = damagedAfter(file => { rmSync(`${file}-wal`) })
  const ledger = open(path, [{ sessionId: 1, rating: 5, comment: 'Changed my mind' }])
  expect(unsent(ledger)).toMatchObject([{ sessionId: 1, rating: 5, comment: 'Changed my mind', state: 'refused' }])
  ledger.close()
  // A whole ledger is never overruled.
  expect(unsent(open(path, [told(1)]))).toMatchObject([{ sessionId: 1, rating: 5 }])
})

test('copies are made while it is in use, at the end, and only when something was written; three are kept', async () => {
  const copies = (): string[] => readdirSync(join(folder, 'live')).filter(name => name.includes('.backup-'))
  const ledger = open(at('live'))
  expect(copies()).toHaveLength(1)
  await time.advance(3_600_000)
  expect(copies()).toHaveLength(1)
  for (let id = 1; id <= 5; id++) {
    rate(ledger, id)
    await time.advance(10 * 60_000)
  }
  expect(copies()).toHaveLength(3)
  rate(ledger, 6)
  await time.advance(1_000)
  ledger.close()
  const [newest = ''] = copies().toSorted().toReversed()
  const copy = open(join(folder, 'live', newest))
  expect(createOutboxRepository(copy.db).list()).toHaveLength(6)
  expect(readdirSync(join(folder, 'live')).filter(name => name.endsWith('.part'))).toEqual([])
})

test('on a full disk a rating is refused as a whole', () => {
  const ledger = open(at('live'))
  rate(ledger, 1)
  const [pages = 0] = ledger.db.pluck<number>(sql`PRAGMA page_count`)
  ledger.db.exec(`PRAGMA max_page_count = ${pages}`)
  const outbox = createOutboxRepository(ledger.db)
  let fault: unknown
  try {
    const comment = 'x'.repeat(9_000)
    for (let id = 2; id < 50; id++) outbox.hold({ rating: { sessionId: id, rating: 2, comment, seen: null }, uuid: `uuid-${id}`, base: nothing, at: start, sendAfter: start, event: 'saved' })
  } catch (error) {
    fault = error
  }
  expect(diskError(fault)).toEqual({ code: 'disk', message: 'SQLITE_FULL' })
  const saved = outbox.list().map(({ sessionId }) => sessionId)
  expect(outbox.journalAfter(0, 1_000).map(({ sessionId }) => sessionId)).toEqual(saved)
})
