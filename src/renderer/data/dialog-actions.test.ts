import { expect, test } from 'vitest'
import type { AbilityReport, PortalReport } from '#contract/portal.ts'
import { offeredActions, offeredLinks } from './dialog-actions.ts'

const row = { status: 'answered', chatId: 9, marked: false } as const
const all = ['finish', 'spam', 'transfer', 'markReviewed', 'copyLinks']
const here = ['markReviewed', 'copyLinks']

function report(state: AbilityReport['state']): Pick<PortalReport, 'abilities'> {
  return { abilities: [{ ability: 'actions', state, scope: null, granter: null }, { ability: 'rate', state: 'works', scope: null, granter: null }] }
}

test('a running dialog is closed, transferred and spam; one that is over is not', () => {
  expect(offeredActions(row, report('works'))).toEqual(all)
  for (const status of ['closed', 'spam'] as const) expect(offeredActions({ ...row, status }, report('works'))).toEqual(here)
})

test('nothing is offered that the portal is known to refuse, or whose chat is not known', () => {
  for (const state of ['missing-scope', 'missing-right', 'missing-plan', 'missing-method'] as const) expect(offeredActions(row, report(state))).toEqual(here)
  expect(offeredActions({ ...row, chatId: 0 }, report('works'))).toEqual(here)
  for (const unknown of [report('unknown'), { abilities: [] }, null]) expect(offeredActions(row, unknown)).toEqual(all)
})

test('what is marked already has its mark taken back instead, and of a dialog that is not here only the link is known', () => {
  expect(offeredActions({ ...row, status: 'closed', marked: true }, null)).toEqual(['unmarkReviewed', 'copyLinks'])
  expect(offeredActions(null, null)).toEqual(['copyLinks'])
})

test('of the portal’s pages those are offered that exist', () => {
  const nothing = { chatId: 0, crmEntityType: null, crmEntityId: null }
  expect(offeredLinks(nothing)).toEqual(['history'])
  expect(offeredLinks({ ...nothing, chatId: 9 })).toEqual(['history', 'chat'])
  expect(offeredLinks({ chatId: 9, crmEntityType: 'DEAL', crmEntityId: 5 })).toEqual(['history', 'chat', 'crm'])
  for (const half of [{ crmEntityType: 'DEAL' }, { crmEntityId: 5 }]) expect(offeredLinks({ ...nothing, ...half })).toEqual(['history'])
})
