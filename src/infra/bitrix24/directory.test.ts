import { expect, test } from 'vitest'
import { answering, openPortal } from './testing/scripted-portal.ts'
import { commandsOf, time, type ScriptedCall } from './testing/scripted-server.ts'

/** A classic list of `count` rows: 50 a page, `next` while there are more, `total` always. */
function classic(rows: readonly unknown[]) {
  return (call: ScriptedCall) => {
    const parts = commandsOf(call).map(([key, , query]) => {
      const start = Number(new URLSearchParams(query).get('start'))
      return { key, page: rows.slice(start, start + 50), next: start + 50 < rows.length ? start + 50 : undefined }
    })
    return { time, result: {
      result: Object.fromEntries(parts.map(({ key, page }) => [key, page])), result_error: [], result_time: [],
      result_total: Object.fromEntries(parts.map(({ key }) => [key, rows.length])),
      result_next: Object.fromEntries(parts.filter(({ next }) => next !== undefined).map(({ key, next }) => [key, next])),
    } }
  }
}

test('operators of a large portal come in few requests, dismissed ones too', async () => {
  const users = Array.from({ length: 1101 }, (_, index) => ({ ID: String(index + 1), ACTIVE: index !== 1, NAME: 'Олег', LAST_NAME: ` ${index + 1} `, WORK_POSITION: 'Оператор', UF_DEPARTMENT: [1, '15'] }))
  const { portal, server } = await openPortal(classic(users))
  const result = await portal.operators()
  if (!result.ok) throw new Error(result.error.message)
  expect(result.value).toHaveLength(1101)
  expect(result.value[1]).toEqual({ id: 2, name: 'Олег 2', position: 'Оператор', active: false, departmentIds: [1, 15] })
  expect(server.calls).toHaveLength(3)
})

test('an operator without a name has one nevertheless', async () => {
  const { portal } = await openPortal(classic([{ ID: '12', ACTIVE: 'Y', NAME: ' ', LAST_NAME: null, UF_DEPARTMENT: false }]))
  expect(await portal.operators()).toEqual({ ok: true, value: [{ id: 12, name: 'User 12', position: '', active: true, departmentIds: [] }] })
})

test('departments', async () => {
  const { portal } = await openPortal(classic([{ ID: '1', NAME: 'Acme', SORT: 500 }, { ID: '15', NAME: 'R&D', SORT: 500, PARENT: '1' }]))
  expect(await portal.departments()).toEqual({ ok: true, value: [{ id: 1, name: 'Acme', parentId: null }, { id: 15, name: 'R&D', parentId: 1 }] })
})

test('lines, also those that are off, and whether they keep CRM records', async () => {
  const lines = Array.from({ length: 201 }, (_, index) => ({ ID: String(index + 1), LINE_NAME: `Line ${index + 1}`, ACTIVE: index === 0 ? 'N' : 'Y', CRM: [undefined, 'N', 'Y'][index], DATE_CREATE: {} }))
  const { portal } = await openPortal(answering((_method, query) => {
    const offset = Number(query.get('PARAMS[offset]'))
    expect([...query].filter(([key]) => key.startsWith('PARAMS[select]')).map(([, name]) => name)).toContain('CRM')
    return lines.slice(offset, offset + 200)
  }))
  const result = await portal.lines()
  expect(result.ok && result.value.length).toBe(201)
  expect(result.ok && result.value[0]).toEqual({ id: 1, name: 'Line 1', active: false, crm: null })
  expect(result.ok && result.value.slice(1, 3).map(({ crm }) => crm)).toEqual([false, true])
})

test('client names: any number of ids, a hundred per command, unknown ones absent', async () => {
  const { portal, server } = await openPortal(answering((_method, query) => {
    const asked = [...query].filter(([key]) => key.startsWith('ID[')).map(([, value]) => Number(value))
    expect(asked.length).toBeLessThanOrEqual(100)
    return asked.map(id => (id % 10 === 0 ? null : { id, name: id === 1 ? '' : `Client ${id}`, first_name: 'Иван', last_name: 'Петров' }))
  }))
  const ids = Array.from({ length: 6000 }, (_, index) => index + 1)
  const result = await portal.clientNames([...ids, ...ids])
  if (!result.ok) throw new Error(result.error.message)
  expect(result.value.size).toBe(5400)
  expect([result.value.get(1), result.value.get(2), result.value.get(10)]).toEqual(['Иван Петров', 'Client 2', undefined])
  expect(server.calls).toHaveLength(2)
})

test('no ids, no request', async () => {
  const { portal, server } = await openPortal(answering(() => []))
  expect(await portal.clientNames([])).toEqual({ ok: true, value: new Map() })
  expect(server.calls).toHaveLength(0)
})
