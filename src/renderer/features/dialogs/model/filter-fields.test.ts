import { expect, test } from 'vitest'
import { anyDialog, dialogFilterSchema, listFields, periodFields, type DialogFilter } from '#contract/dialogs.ts'
import type { Directory } from '#contract/directory.ts'
import type { SourceKind } from '#contract/portal.ts'
import { createFormat } from '#renderer/i18n/format.ts'
import { createI18n } from '#renderer/i18n/i18n.ts'
import { conditionOf, filterFields, untoldDate, untoldField, withCondition, withoutField, withoutIdleTurns, withRange, withToggled } from './filter-fields.ts'
import { fieldOptions, filterLabel, filterValueWords, type EditorWords } from './filter-words.ts'

const directory: Directory = {
  operators: [
    { id: 7, name: 'Орлова Мария', position: '', active: true, departmentIds: [] },
    { id: 5, name: 'Larin D.', position: '', active: true, departmentIds: [] },
    { id: 9, name: 'Adams', position: '', active: false, departmentIds: [] },
  ],
  lines: [{ id: 1, name: 'Support', active: true }], departments: [], sources: ['telegrambot', 'vkgroup'],
}

function words(language: 'en' | 'ru', source: SourceKind = 'statistics'): EditorWords {
  return { t: createI18n(language).t, language, directory, source, format: createFormat({ language, zoneMinutes: 180 }) }
}
const filter = (patch: Partial<DialogFilter>): DialogFilter => ({ ...anyDialog, ...patch })

test('a condition is said in words, the third value and on as a number', () => {
  expect(filterValueWords(filter({ statuses: ['closed'] }), 'statuses', words('en'))).toBe('closed')
  expect(filterValueWords(filter({ operatorIds: [0, 5] }), 'operatorIds', words('en'))).toBe('no operator, Larin D.')
  expect(filterValueWords(filter({ operatorIds: [5, 7, 9] }), 'operatorIds', words('en'))).toBe('Larin D. and 2 more')
  expect(filterValueWords(filter({ sources: ['vkgroup', 'my_own'] }), 'sources', words('ru'))).toBe('ВКонтакте, my_own')
  expect(filterValueWords(filter({ operatorIds: [404] }), 'operatorIds', words('en'))).toBe('№ 404')
})

test('a period names its date, and its last day inside', () => {
  const period = { kind: 'range', field: 'closed', from: Date.UTC(2025, 0, 31, 21), to: Date.UTC(2025, 1, 7, 21) } as const
  expect(filterLabel(filter({ period }), 'period', words('en'))).toBe('Closed')
  expect(filterValueWords(filter({ period }), 'period', words('en'))).toBe('1 Feb 2025 – 7 Feb 2025')
  expect(filterValueWords(filter({ period: { ...period, from: null } }), 'period', words('ru')).replace(/\s/g, ' ')).toBe('по 7 февр. 2025')
  expect(filterValueWords(filter({ period: { kind: 'preset', field: 'rated', preset: 'last30' } }), 'period', words('ru'))).toBe('за 30 дней')
})

test('ticking adds in a fixed order and ticking again takes away', () => {
  const one = withToggled(filter({ statuses: ['closed'] }), 'statuses', 'new')
  expect(one.statuses).toEqual(['new', 'closed'])
  expect(withToggled(one, 'statuses', 'closed').statuses).toEqual(['new'])
  expect(withToggled(filter({ supervisorRatings: [3] }), 'supervisorRatings', '0').supervisorRatings).toEqual([0, 3])
  expect(withoutField(one, 'statuses')).toEqual(anyDialog)
})

test('operators are listed by name, those who left last', () => {
  expect(fieldOptions('operatorIds', words('en')).map(({ label, note }) => note ? `${label} (${note})` : label)).toEqual([
    'no operator', 'Larin D.', 'Орлова Мария', 'Adams (inactive)',
  ])
})

test('every condition has a chip, and every value of a list has words in both languages', () => {
  const elsewhere = ['not', 'ranges', 'text']
  expect(dialogFilterSchema.keyof().options.filter(key => !elsewhere.includes(key) && !filterFields.some(field => field === key))).toEqual([])
  for (const language of ['en', 'ru'] as const) {
    const labels = listFields.flatMap(field => fieldOptions(field, words(language)).map(({ label }) => label))
    expect(labels.filter(label => /^(filterValue|statusName)\.|^$/.test(label))).toEqual([])
  }
})

test('any condition is turned round, and back when it is taken away', () => {
  const closed = filter({ statuses: ['closed'] })
  const turned = withCondition(closed, 'statuses', 'not')
  expect(filterValueWords(turned, 'statuses', words('en'))).toBe('not closed')
  expect(withCondition(turned, 'statuses', 'is')).toEqual(closed)
  const lately = filter({ period: { kind: 'preset', field: 'closed', preset: 'last7' } })
  expect(filterValueWords(withCondition(lately, 'period', 'not'), 'period', words('en'))).toBe('not last 7 days')
  expect(filterValueWords(withCondition(filter({ comment: 'late' }), 'comment', 'not'), 'comment', words('en'))).toBe('not “late”')
  for (const field of ['statuses', 'period', 'comment', 'waitAnswer'] as const) {
    const slow = withRange({ ...closed, period: lately.period, comment: 'late' }, 'waitAnswer', { min: 1, max: null })
    expect(withoutField(withCondition(slow, field, 'not'), field)).toEqual(withoutField(slow, field))
  }
})

test('a date or a number can be empty; what it was before is gone then', () => {
  const slow = withRange(anyDialog, 'waitAnswer', { min: 300, max: null })
  const unanswered = withCondition(slow, 'waitAnswer', 'empty')
  expect([conditionOf(unanswered, 'waitAnswer'), filterValueWords(unanswered, 'waitAnswer', words('en'))]).toEqual(['empty', 'empty'])
  expect(withCondition(unanswered, 'waitAnswer', 'is')).toEqual(anyDialog)
  const unrated = withCondition(anyDialog, 'period', 'empty', 'rated')
  expect([filterLabel(unrated, 'period', words('ru')), filterValueWords(unrated, 'period', words('ru'))]).toEqual(['Оценён клиентом', 'пусто'])
  expect(filterValueWords({ ...unrated, not: [] }, 'period', words('en'))).toBe('not empty')
})

test('a turn without a value is none', () => {
  const idle = withCondition(filter({ statuses: ['closed'] }), 'operatorIds', 'not')
  expect(withoutIdleTurns(idle)).toEqual(filter({ statuses: ['closed'] }))
  const turned = withCondition(idle, 'statuses', 'not')
  expect(withoutIdleTurns(turned).not).toEqual(['statuses'])
})

test('a range says its ends', () => {
  const slow = withRange(anyDialog, 'waitAnswer', { min: 300, max: null })
  expect(filterLabel(slow, 'waitAnswer', words('en'))).toBe('First answer after')
  expect(filterValueWords(slow, 'waitAnswer', words('en'))).toBe('from 5:00')
  expect(filterValueWords(withRange(slow, 'transfers', { min: 2, max: 4 }), 'transfers', words('ru'))).toBe('2 – 4')
  expect(withRange(slow, 'waitAnswer', null)).toEqual(anyDialog)
  expect(withoutField(slow, 'waitAnswer')).toEqual(anyDialog)
})

test('what the source of dialogs cannot tell is no choice, and says why', () => {
  const untold = (source: SourceKind) => filterFields.flatMap(field => (untoldField(field, source) === null ? [] : [`${field} ${untoldField(field, source)}`]))
  expect(untold('statistics')).toEqual(['form untold'])
  expect(untold('crm')).toEqual(['closeReasons source', 'kpi source', 'spam source', 'pinned source', 'form untold', 'transfers source'])
  expect(untold('recent')).toEqual(['closeReasons source', 'kpi source', 'spam source', 'form untold', 'transfers source'])
  expect(periodFields.filter(field => untoldDate(field, 'statistics') !== null)).toEqual(['changed'])
  expect(periodFields.filter(field => untoldDate(field, 'crm') !== null)).toEqual([])
})

test('so it is with single values of a list', () => {
  const unreachable = (field: 'statuses' | 'detailedStatuses', source: SourceKind) =>
    fieldOptions(field, words('en', source)).filter(({ reason }) => reason !== undefined).map(({ value, note }) => `${value}: ${note}`)
  expect([unreachable('statuses', 'statistics'), unreachable('detailedStatuses', 'statistics')]).toEqual([[], []])
  expect(unreachable('statuses', 'crm')).toEqual(['paused: not told', 'spam: not told'])
  expect(unreachable('detailedStatuses', 'recent')).toEqual(['queued: not told', 'spam: not told'])
})
