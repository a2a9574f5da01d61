import { expect, test } from 'vitest'
import { compileFilter } from './record-filter.ts'

const rows = [
  { ID: '7', NAME: 'Анна', ACTIVE: true, UF_DEPARTMENT: [1, 5] },
  { ID: '12', NAME: 'Борис', ACTIVE: false, UF_DEPARTMENT: [5] },
  { ID: '105', NAME: 'Жанна', ACTIVE: true, UF_DEPARTMENT: [9] },
]

test.each([
  [{}, ['7', '12', '105']],
  [{ ID: 12 }, ['12']],
  [{ '=ID': ['7', 105] }, ['7', '105']],
  [{ '@ID': [7, 12] }, ['7', '12']],
  [{ '!@ID': [7, 12] }, ['105']],
  [{ '!ID': 7 }, ['12', '105']],
  [{ '!=ID': 7 }, ['12', '105']],
  [{ '>ID': 7 }, ['12', '105']],
  [{ '>=ID': 7, '<ID': 105 }, ['7', '12']],
  [{ '<=ID': '12' }, ['7', '12']],
  [{ '%NAME': 'АНН' }, ['7', '105']],
  [{ '!%NAME': 'анн' }, ['12']],
  [{ '=%NAME': 'а%' }, ['7']],
  [{ '%=NAME': '%нна' }, ['7', '105']],
  [{ '=%NAME': '%ор%' }, ['12']],
  [{ '=%NAME': 'борис' }, ['12']],
  [{ '!=%NAME': 'а%' }, ['12', '105']],
  [{ '!%=NAME': '%нна' }, ['12']],
  [{ ACTIVE: 'Y' }, ['7', '105']],
  [{ active: false }, ['12']],
  [{ UF_DEPARTMENT: 5 }, ['7', '12']],
  [{ '>NAME': 'Б' }, ['12', '105']],
  [{ UNKNOWN: 1 }, ['7', '12', '105']],
])('%o finds %o', (filter, expected) => {
  expect(rows.filter(compileFilter(filter)).map((row) => row.ID)).toEqual(expected)
})
