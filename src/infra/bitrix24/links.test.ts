import fc from 'fast-check'
import { expect, test } from 'vitest'
import { externalUrl } from '../web/external-url.ts'
import { createLinks } from './links.ts'

const origin = 'https://acme.bitrix24.ru'
const links = createLinks(() => origin)

test('a session\'s history and a chat open in the messenger', () => {
  expect(links.session(321)).toBe('https://acme.bitrix24.ru/online/?IM_HISTORY=imol%7C321')
  expect(links.chat(1763)).toBe('https://acme.bitrix24.ru/online/?IM_DIALOG=chat1763')
})

test.each([
  ['lead', '/crm/lead/details/5/'],
  ['DEAL', '/crm/deal/details/5/'],
  ['contact', '/crm/contact/details/5/'],
  ['company', '/crm/company/details/5/'],
  ['2', '/crm/deal/details/5/'],
  ['dynamic_1038', '/crm/type/1038/details/5/'],
  ['DYNAMIC_128', '/crm/type/128/details/5/'],
  ['177', '/crm/type/177/details/5/'],
])('CRM record of kind %s', (entityType, path) => {
  expect(links.crm(entityType, 5)).toBe(origin + path)
})

test.each(['', 'none', 'quote', '31', '127', 'dynamic_', 'dynamic_31', '1e9', 'constructor', '../../x'])('kind %j has no page', entityType => {
  expect(links.crm(entityType, 5)).toBeNull()
})

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('record %d has no page', entityId => {
  expect(links.crm('lead', entityId)).toBeNull()
})

test('a renamed portal\'s pages are found at once', () => {
  let current = origin
  const renamed = createLinks(() => current)
  current = 'https://orion.bitrix24.ru'
  expect(renamed.chat(1)).toBe('https://orion.bitrix24.ru/online/?IM_DIALOG=chat1')
})

test('whatever the ids, a link stays on the portal and may be opened', () => {
  const entityType = fc.oneof(fc.constantFrom('lead', 'deal', 'dynamic_'), fc.string(), fc.integer().map(id => `dynamic_${id}`), fc.integer().map(String))
  const portal = fc.constantFrom(origin, 'https://xn--80aswg.xn--p1ai', 'https://box.example:8443', 'http://127.0.0.1:8090')
  fc.assert(fc.property(portal, entityType, fc.oneof(fc.integer(), fc.double()), (base, type, id) => {
    const made = createLinks(() => base)
    for (const link of [made.session(id), made.chat(id), made.crm(type, id)]) {
      if (link === null) continue
      expect(new URL(link).origin).toBe(base)
      expect(externalUrl(link)).toBe(link)
    }
  }))
})
