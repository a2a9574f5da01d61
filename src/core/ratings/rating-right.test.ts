import { expect, test } from 'vitest'
import type { AbilityReport } from '#contract/portal.ts'
import { ratingRight } from './rating-right.ts'

const works: AbilityReport = { ability: 'rate', state: 'works', scope: null, granter: null }
const noScope: AbilityReport = { ability: 'rate', state: 'missing-scope', scope: 'imopenlines', granter: 'sign-in-owner' }
const unknown: AbilityReport = { ability: 'rate', state: 'unknown', scope: null, granter: null }
const other: AbilityReport = { ability: 'crm', state: 'missing-scope', scope: 'crm', granter: 'sign-in-owner' }

const nothing = { reason: null, scope: null, granter: null }
const denied = { state: 'refused', reason: 'missing-right', scope: null, granter: 'administrator' }

test.each([
  ['what nobody may do is refused before the dialog is read', [noScope], null, null, { state: 'refused', reason: 'missing-scope', scope: 'imopenlines', granter: 'sign-in-owner' }],
  ['and whatever an old copy of the dialog says', [noScope], true, null, { state: 'refused', reason: 'missing-scope', scope: 'imopenlines', granter: 'sign-in-owner' }],
  ['the dialog itself says no', [works], false, null, denied],
  ['the dialog itself says yes', [unknown], true, null, { state: 'allowed', ...nothing }],
  ['others may be rated, of this one nothing is known', [works, other], null, null, { state: 'unknown', ...nothing }],
  ['the portal has refused a rating of it', [works], null, 'no-rights', denied],
  ['the refusal is older than the dialog’s own word', [works], true, 'no-rights', { state: 'allowed', ...nothing }],
  ['what failed for another reason says nothing', [works], null, 'portal-unreachable', { state: 'unknown', ...nothing }],
] as const)('%s', (_, abilities, canRate, refusal, expected) => {
  expect(ratingRight({ report: { abilities: [...abilities] }, canRate, refusal })).toEqual(expected)
})

test('before the portal was asked nothing is known', () => {
  expect(ratingRight({ report: null, canRate: null, refusal: null })).toEqual({ state: 'unknown', ...nothing })
})
