import { beforeEach, expect, test } from 'vitest'
import { scorecardLimit, scorecardSaveInput, type ScorecardSave } from '#contract/scorecards.ts'
import { createScorecardRepository } from '#infra/sqlite/ledger/scorecard-repository.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { createScorecards } from './scorecard-service.ts'

const start = Date.UTC(2026, 10, 20, 9)
const greeted = { id: 'greeted', name: 'Greeted', weight: 1, autoFail: false, scale: 'yesNo' } as const
const solved = { id: 'solved', name: 'Solved', weight: 3, autoFail: true, scale: 'points' } as const

let now: number
let told: string[]
let ids: number
let stores: ReturnType<typeof openMemoryStores>
let cards: ReturnType<typeof createScorecards>

beforeEach(() => {
  stores = openMemoryStores()
  now = start
  told = []
  ids = 0
  cards = open()
})

/** As after a restart. */
function open() {
  return createScorecards({ store: createScorecardRepository(stores.ledger), clock: () => now, emit: event => { told.push(event) }, newId: () => `new-${++ids}` })
}

const wish = (patch: Partial<ScorecardSave> = {}): ScorecardSave => ({ id: null, name: 'Support', criteria: [greeted, solved], lineIds: [3], ...patch })

function saved(patch: Partial<ScorecardSave> = {}) {
  const result = cards.save(wish(patch))
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

test('there is no card until one is saved, and it lasts over a restart', () => {
  expect(cards.list()).toEqual([])
  const card = saved({ criteria: [{ ...greeted, id: null }, solved], lineIds: [3, 3, 5] })
  expect(card).toEqual({ id: 'new-2', version: 1, name: 'Support', criteria: [{ ...greeted, id: 'new-1' }, solved], lineIds: [3, 5] })
  cards = open()
  expect(cards.list()).toEqual([card])
  expect(told).toEqual(['scorecards.changed'])
})

test('a new version begins when words or weights change, not when lines do', () => {
  const { id } = saved()
  expect(saved({ id, lineIds: [4] }).version).toBe(1)
  expect(saved({ id, criteria: [greeted, { ...solved, weight: 2 }] }).version).toBe(2)
  expect(saved({ id, name: 'Support 2', criteria: [greeted, { ...solved, weight: 2 }] }).version).toBe(3)
  expect(cards.list()).toHaveLength(1)
})

test('a line has one card: the one saved last', () => {
  const first = saved({ lineIds: [3, 4] })
  const second = saved({ name: 'Sales', lineIds: [4, 5] })
  expect(cards.list().map(({ name, lineIds, version }) => [name, lineIds, version])).toEqual([['Sales', [4, 5], 1], ['Support', [3], 1]])
  expect(second.id).not.toBe(first.id)
})

test('answers replace each other and tell when the last one was given', () => {
  const { id: cardId } = saved()
  expect(cards.answers(7)).toBeNull()
  cards.fill({ sessionId: 7, cardId, version: 1, answers: { greeted: 1 } })
  now += 60_000
  expect(cards.fill({ sessionId: 7, cardId, version: 1, answers: { greeted: 1, solved: 'na' } })).toMatchObject({ ok: true })
  cards = open()
  expect(cards.answers(7)).toEqual({
    cardId, version: 1, name: 'Support', criteria: [greeted, solved], answers: { greeted: 1, solved: 'na' }, answeredAt: start + 60_000,
  })
  expect(cards.answers(8)).toBeNull()
})

test('later edits of a card, and its removal, leave what was answered as it was', () => {
  const { id: cardId } = saved()
  cards.fill({ sessionId: 7, cardId, version: 1, answers: { solved: 5 } })
  saved({ id: cardId, name: 'Other', criteria: [{ ...greeted, name: 'Said hello' }] })
  expect(cards.answers(7)).toMatchObject({ version: 1, name: 'Support', criteria: [greeted, solved] })

  // What was begun goes on under its own words, even without the card.
  expect(cards.remove(cardId)).toEqual({ ok: true, value: null })
  expect(cards.list()).toEqual([])
  expect(cards.fill({ sessionId: 7, cardId, version: 1, answers: { solved: 5, greeted: 0 } })).toMatchObject({ ok: true })
  expect(cards.answers(7)).toMatchObject({ name: 'Support', answers: { solved: 5, greeted: 0 } })
})

test('a dialog moves to the present version only when asked to', () => {
  const { id: cardId } = saved()
  cards.fill({ sessionId: 7, cardId, version: 1, answers: { greeted: 1, solved: 5 } })
  saved({ id: cardId, criteria: [greeted] })
  expect(cards.fill({ sessionId: 7, cardId, version: 2, answers: { greeted: 1 } })).toMatchObject({ ok: true, value: { version: 2, criteria: [greeted] } })
  // The version before is gone for this dialog, and for others that never had it.
  expect(cards.fill({ sessionId: 7, cardId, version: 1, answers: {} })).toMatchObject({ ok: false, error: { code: 'not-found' } })
  expect(cards.fill({ sessionId: 8, cardId, version: 1, answers: {} })).toMatchObject({ ok: false, error: { code: 'not-found' } })
})

test.each([{ greeted: 2 }, { greeted: -1 }, { solved: 0 }, { solved: 6 }, { other: 1 }])('no answer of its criterion: %o', answers => {
  const { id: cardId } = saved()
  expect(cards.fill({ sessionId: 7, cardId, version: 1, answers })).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  expect(cards.answers(7)).toBeNull()
})

test('what is not there cannot be saved or removed, and there is an end to the number of cards', () => {
  expect(cards.save(wish({ id: 'gone' }))).toMatchObject({ ok: false, error: { code: 'not-found' } })
  expect(cards.remove('gone')).toMatchObject({ ok: false, error: { code: 'not-found' } })
  for (let n = 0; n < scorecardLimit; n++) saved({ name: `Card ${n}` })
  expect(cards.save(wish())).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
})

test('a card without any weight, or with a criterion twice, is none', () => {
  expect(scorecardSaveInput.safeParse(wish()).success).toBe(true)
  expect(scorecardSaveInput.safeParse(wish({ criteria: [{ ...greeted, id: null }, { ...greeted, id: null }] })).success).toBe(true)
  expect(scorecardSaveInput.safeParse(wish({ criteria: [{ ...greeted, weight: 0 }] })).success).toBe(false)
  expect(scorecardSaveInput.safeParse(wish({ criteria: [greeted, greeted] })).success).toBe(false)
})
