import fc from 'fast-check'
import { expect, test } from 'vitest'
import { journalEvents } from '#contract/ratings.ts'
import { sql } from '#infra/sqlite/sql.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import type { PortalVote } from '../sessions/session-store.ts'
import { createOutboxWorld, type Fault } from './testing/outbox-world.ts'

const runs = Number(process.env['MODEL_RUNS'] ?? 2_000)
/** Stands in the test's name, so that a failure can be had again. */
const seed = Number(process.env['MODEL_SEED'] ?? Date.now() % 1_000_000)

const dialogs = 3
const dialog = fc.nat(dialogs - 1)
const value = fc.integer({ min: 1, max: 5 })
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('rate' as const), dialog, value, begunEarlier: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('open' as const, 'undo' as const, 'discard' as const, 'retry' as const), dialog }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('resolve' as const), dialog, value, choice: fc.constantFrom('theirs' as const, 'mine' as const, 'merge' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('theyRate' as const), dialog, value }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('sync' as const, 'crash' as const, 'retryAll' as const) }) },
  { weight: 3, arbitrary: fc.record({
    kind: fc.constant('fault' as const), method: fc.constantFrom('history' as const, 'rate' as const),
    fault: fc.constantFrom<Fault>('lost-request', 'lost-reply', 'duplicate-reply', 'limit', 'denied', 'signed-out'),
  }) },
  // Into the middle of an exchange, over the hold, past a few tries, a day.
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.oneof(fc.integer({ min: 1, max: 250 }), fc.constantFrom(8_000, 8_050, 8_130, 60_000, 86_400_000)) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('jump' as const), ms: fc.constantFrom(-86_400_000, -3_600_000, -5_000, 5_000, 3_600_000, 86_400_000) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

test(`whatever happens to ratings on their way, none is lost and none of others is overwritten unseen (MODEL_SEED=${seed})`, async () => {
  const stores = openMemoryStores()
  let next = 1
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), async steps => {
    const ids = Array.from({ length: dialogs }, () => next++)
    const complaints = await play(createOutboxWorld(stores, ids), ids, steps)
    expect(complaints).toEqual([])
  }), { numRuns: runs, seed })
  // Every turn that a rating can take was taken.
  const taken = stores.ledger.pluck<string>(sql`SELECT DISTINCT event FROM rating_journal`)
  expect(journalEvents.filter(event => !taken.includes(event))).toEqual(['restored', 'failed'])
}, 180_000)

async function play({ supervisor, world, check, settle, complaints }: ReturnType<typeof createOutboxWorld>, ids: readonly number[], steps: readonly Step[]): Promise<readonly string[]> {
  /** Forms that were begun a while ago, with what they showed. */
  const begun = new Map<number, PortalVote>()
  for (const what of steps) {
    const id = 'dialog' in what ? ids[what.dialog] ?? 0 : 0
    if (what.kind === 'rate') supervisor.rate(id, what.value, (what.begunEarlier ? begun.get(id) : undefined) ?? supervisor.shown(id))
    else if (what.kind === 'open') begun.set(id, supervisor.shown(id))
    else if (what.kind === 'undo') supervisor.undo(id)
    else if (what.kind === 'discard') supervisor.discard(id)
    else if (what.kind === 'retry') supervisor.retry(id)
    else if (what.kind === 'resolve') supervisor.resolve(id, what.choice, what.value)
    else if (what.kind === 'theyRate') world.theyRate(id, what.value)
    else if (what.kind === 'fault') world.plan(what.method, what.fault)
    else if (what.kind === 'wait') await world.wait(what.ms)
    else if (what.kind === 'jump') world.jump(what.ms)
    else if (what.kind === 'sync') world.sync()
    else if (what.kind === 'crash') world.crash()
    else supervisor.retryAll()
    check()
  }
  await settle()
  return complaints
}
