import { expect, test } from 'vitest'
import type { AbilityReport, PortalReport } from '#contract/portal.ts'
import { missingAbilities, sourceObstacle } from './report.ts'

const works = (ability: AbilityReport['ability']): AbilityReport => ({ ability, state: 'works', scope: null, granter: null })

const report: PortalReport = {
  checkedAt: 0, administrator: false, scopes: ['imopenlines', 'im', 'crm'], abilities: [works('list'), works('crm')], source: 'crm', chosenByHand: false,
  available: ['crm', 'recent'], blindSpots: [], uncoveredLines: [], enterprise: null,
}

test('only what can be granted counts as missing', () => {
  const department: AbilityReport = { ability: 'departments', state: 'missing-scope', scope: 'department', granter: 'sign-in-owner' }
  const channels: AbilityReport = { ability: 'channel-names', state: 'needs-application', scope: null, granter: null }
  const rate: AbilityReport = { ability: 'rate', state: 'unknown', scope: null, granter: null }
  expect(missingAbilities({ ...report, abilities: [works('list'), department, channels, rate] })).toEqual([department])
})

test('an optional convenience is not missed', () => {
  const pictures: AbilityReport = { ability: 'pictures', state: 'missing-scope', scope: 'disk', granter: 'sign-in-owner' }
  expect(missingAbilities({ ...report, abilities: [works('list'), pictures] })).toEqual([])
})

test('a source that works has no obstacle', () => {
  expect(sourceObstacle(report, 'crm')).toBeNull()
})

test('a source that does not is explained by the scope, else by what was found, else in general', () => {
  expect(sourceObstacle({ ...report, available: [], scopes: ['imopenlines'] }, 'crm')).toEqual({ kind: 'scope', scope: 'crm' })
  expect(sourceObstacle({ ...report, abilities: [{ ...works('list'), state: 'missing-plan' }] }, 'statistics')).toEqual({ kind: 'plan' })
  expect(sourceObstacle({ ...report, scopes: null, available: [], abilities: [{ ...works('crm'), state: 'missing-scope', scope: 'crm' }] }, 'crm'))
    .toEqual({ kind: 'scope', scope: 'crm' })
  expect(sourceObstacle(report, 'statistics')).toEqual({ kind: 'other' })
})
