import { execFileSync } from 'node:child_process'
import { closeSync, fstatSync, ftruncateSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { accountFolder, ledgerName } from '#infra/accounts/account-folder.ts'
import { controlOf } from './portal-control.ts'
import { startThreadEngine } from './thread-engine.ts'

/** `tmpfs`: the profile lies on a file system of its own, which is filled up; `limit`: the system lets the ledger's log grow no further. */
export type Disk = 'tmpfs' | 'limit'

export type Told = {
  /** By session: null when it was acknowledged, else the reason. */
  readonly answers: Readonly<Record<string, string | null>>
  /** What the ledger, the list and the drafts have of each session while the disk is full, and at the end. */
  readonly whileFull: readonly Standing[]
  readonly atTheEnd: readonly Standing[]
  readonly restored: unknown
}

export type Standing = { readonly id: number; readonly journal: readonly string[]; readonly isUnsent: boolean; readonly shown: number | null; readonly hasDraft: boolean }

/**
 * The product on a disk that runs full, in a process of its own: `full-disk.ts <disk> <profile> <webhook> <control>`. Rates with
 * less room than that takes and with more, then makes room, rates what was refused once more, starts again, and tells on stdout how it all went.
 */
const [disk = '', profile = '', webhook = '', controlUrl = ''] = process.argv.slice(2)
const filler = join(profile, 'filler')
/** The first rating has no room at all, each further one so many bytes more: the disk is full at every point of a commit. */
const stepBytes = 8 * 1024
const { ask } = controlOf(controlUrl)

let engine = await startThreadEngine(profile)
const live = engine.next('sync.progress', ({ phase }) => phase === 'live')
const account = await engine.get('account.signInWebhook', { url: webhook, keep: { kind: 'store' } })
await live
const { ids } = await engine.get('dialogs.index', { filter: { statuses: ['closed'], supervisorRatings: [0] }, sort: {}, limit: 12 })
const comment = 'Вежливо, но поздно. '.repeat(20)
for (const sessionId of ids) await engine.get('drafts.put', { accountId: account.id, sessionId, draft: { rating: 4, comment, seen: { rating: null, comment: null } } })

// What is unsent has to wait, and nothing but ratings is to be written.
const isAway = engine.next('sync.progress', ({ error }) => error !== null)
await ask('faults', { mode: 'offline' })
await isAway
const answers: Record<string, string | null> = {}
for (const [index, id] of ids.entries()) {
  fill(index * stepBytes)
  answers[id] = await rate(id)
}
const whileFull = await standings()
makeRoom()
await ask('faults', { mode: 'none' })
for (const id of ids) if (answers[id] !== null) await engine.get('ratings.submit', { sessionId: id, rating: 4, comment })
await engine.get('ratings.retryAll', {})
await allSent()
await engine.close()
engine = await startThreadEngine(profile)
const told: Told = { answers, whileFull, atTheEnd: await standings(), restored: await engine.get('ledger.restored', {}) }
await engine.close()
writeSync(1, JSON.stringify(told))
process.exit(0)

/** Null when it was acknowledged, else the answer. */
async function rate(sessionId: number): Promise<string | null> {
  try {
    await engine.get('ratings.submit', { sessionId, rating: 4, comment })
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function standings(): Promise<readonly Standing[]> {
  const unsent = new Set((await engine.get('outbox.list', {})).map(({ sessionId }) => sessionId))
  const rows = new Map((await engine.get('dialogs.rows', ids)).map(row => [row.id, row.supervisorRating]))
  const found: Standing[] = []
  for (const id of ids) {
    const journal = (await engine.get('ratings.journal', { sessionId: id })).map(({ event }) => event)
    const hasDraft = await engine.get('drafts.get', { accountId: account.id, sessionId: id }) !== null
    found.push({ id, journal, isUnsent: unsent.has(id), shown: rows.get(id) ?? null, hasDraft })
  }
  return found
}

async function allSent(): Promise<void> {
  const sent = engine.next('outbox.changed', ({ unsent }) => unsent === 0)
  if ((await engine.get('outbox.summary', {})).unsent > 0) await sent
}

/** Leaves room for so many bytes. */
function fill(left: number): void {
  if (disk === 'limit') return limitFiles(String(statSync(`${join(accountFolder(profile, account.id), ledgerName)}-wal`).size + left))
  const file = openSync(filler, 'a')
  for (let size = 1 << 20; size > 0;) {
    try {
      if (writeSync(file, Buffer.alloc(size)) < size) size >>= 1
    } catch {
      size >>= 1
    }
  }
  ftruncateSync(file, Math.max(0, fstatSync(file).size - left))
  closeSync(file)
}

function makeRoom(): void {
  if (disk === 'limit') limitFiles('unlimited')
  else rmSync(filler)
}

/** Bytes that any file of this process may have from now on. */
function limitFiles(bytes: string): void {
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`])
}
