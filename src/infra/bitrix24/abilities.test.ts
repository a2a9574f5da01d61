import { describe, expect, test } from 'vitest'
import type { Ability } from '#contract/portal.ts'
import type { ErrorCode } from '#contract/result.ts'
import { availableSources, judgeAbilities, usedMethods, type Evidence } from './abilities.ts'

const present = { isExisting: true, isAvailable: true }
const absent = { isExisting: false, isAvailable: false }
const trials = [
  'imopenlines.v2.session.list', 'imopenlines.session.history.get', 'crm.activity.list', 'im.recent.list', 'user.get', 'department.get',
  'imopenlines.config.list.get', 'im.user.list.get', 'imconnector.list',
]

/** An application on a portal where everything works. */
const everything: Evidence = {
  viaApplication: true,
  scopes: ['imopenlines', 'crm', 'im', 'user_brief', 'department', 'disk'],
  methods: new Map(usedMethods.map(name => [name, present])),
  tried: new Map(trials.map(name => [name, null])),
  canRate: true,
  canJoin: true,
}

/** A failed call, or null for one that nobody made. */
function tried(method: string, code: ErrorCode | null): Pick<Evidence, 'tried'> {
  const others = [...everything.tried].filter(([name]) => name !== method)
  return { tried: new Map(code === null ? others : [...others, [method, { code, message: '' }]]) }
}

const told = (name: string, state: typeof present): Pick<Evidence, 'methods'> => ({ methods: new Map([...everything.methods, [name, state]]) })
const without = (...scopes: string[]): Pick<Evidence, 'scopes'> => ({ scopes: everything.scopes?.filter(name => !scopes.includes(name)) ?? [] })

function report(ability: Ability, changes: Partial<Evidence>) {
  return judgeAbilities({ ...everything, ...changes }).find(found => found.ability === ability)
}

test('everything works for an application with all rights; whose files it may read shows only when it is tried', () => {
  expect(judgeAbilities(everything).map(({ state, scope, granter }) => [state, scope, granter])).toEqual([
    ...Array.from({ length: 10 }, () => ['works', null, null]), ['unknown', null, null],
  ])
})

type Case = readonly [name: string, ability: Ability, changes: Partial<Evidence>, expected: readonly [state: string, scope: string | null, granter: string | null]]
const list = 'imopenlines.v2.session.list'
const history = 'imopenlines.session.history.get'
const cases: readonly Case[] = [
  ['plan', 'list', tried(list, 'plan-without-statistics'), ['missing-plan', null, 'plan-owner']],
  ['REST not in the plan', 'list', tried(list, 'plan-without-rest'), ['missing-plan', null, 'plan-owner']],
  ['old portal', 'list', { ...tried(list, 'plan-without-statistics'), ...told(list, absent) }, ['missing-method', null, null]],
  ['no right', 'list', tried(list, 'no-rights'), ['missing-right', null, 'administrator']],
  ['no scope', 'list', { ...tried(list, 'plan-without-statistics'), ...told(list, absent), ...without('imopenlines') }, ['missing-scope', 'imopenlines', 'sign-in-owner']],
  ['scopes not told', 'list', { ...tried(list, 'missing-scope'), scopes: null }, ['missing-scope', 'imopenlines', 'sign-in-owner']],
  ['busy portal', 'list', tried(list, 'portal-busy'), ['unknown', null, null]],
  ['unreadable answer', 'list', tried(list, 'portal-unreachable'), ['unknown', null, null]],
  ['a call outweighs what the portal says of itself', 'list', { ...told(list, absent), ...without('imopenlines') }, ['works', null, null]],
  ['scope names in any case', 'crm', { ...tried('crm.activity.list', null), scopes: ['CRM'] }, ['unknown', null, null]],
  ['conversation denied', 'history', tried(history, 'no-rights'), ['missing-right', null, 'administrator']],
  ['no dialog to open', 'history', tried(history, null), ['unknown', null, null]],
  ['no dialog to open, no method', 'history', { ...tried(history, null), ...told(history, absent) }, ['missing-method', null, null]],
  ['nothing told of the right to rate', 'rate', { canRate: false }, ['unknown', null, null]],
  ['no method', 'rate', { canRate: false, ...told('imopenlines.session.head.vote', absent) }, ['missing-method', null, null]],
  ['no scope', 'rate', { canRate: false, ...without('imopenlines') }, ['missing-scope', 'imopenlines', 'sign-in-owner']],
  ['any of the three scopes', 'operators', { ...tried('user.get', null), scopes: ['user'] }, ['unknown', null, null]],
  ['none of the three scopes', 'operators', { ...tried('user.get', 'missing-scope'), ...without('user_brief') }, ['missing-scope', 'user_brief', 'sign-in-owner']],
  ['no scope', 'departments', { ...tried('department.get', 'missing-scope'), ...without('department') }, ['missing-scope', 'department', 'sign-in-owner']],
  ['no right', 'lines', tried('imopenlines.config.list.get', 'no-rights'), ['missing-right', null, 'administrator']],
  ['no scope', 'client-names', { ...tried('im.user.list.get', 'missing-scope'), ...without('im') }, ['missing-scope', 'im', 'sign-in-owner']],
  ['webhook', 'channel-names', { ...tried('imconnector.list', null), viaApplication: false }, ['needs-application', null, 'administrator']],
  ['refused for its kind of sign-in', 'channel-names', tried('imconnector.list', 'needs-application'), ['needs-application', null, 'administrator']],
  ['no right', 'channel-names', tried('imconnector.list', 'no-rights'), ['missing-right', null, 'administrator']],
  ['no scope', 'crm', { ...tried('crm.activity.list', 'missing-scope'), ...without('crm') }, ['missing-scope', 'crm', 'sign-in-owner']],
  ['known but not available', 'actions', { canJoin: false, scopes: null, ...told('imopenlines.operator.spam', { isExisting: true, isAvailable: false }) }, ['missing-scope', 'imopenlines', 'sign-in-owner']],
  ['one of the methods missing', 'actions', { canJoin: false, ...told('imopenlines.session.join', absent) }, ['missing-method', null, null]],
  ['no scope', 'pictures', without('disk'), ['missing-scope', 'disk', 'sign-in-owner']],
  ['old portal', 'pictures', told('disk.file.get', absent), ['missing-method', null, null]],
  ['nothing told of the right to join', 'actions', { canJoin: false, methods: new Map() }, ['unknown', null, null]],
]

test.each(cases.map(([name, ability, ...rest]) => [ability, name, ...rest] as const))('%s, %s', (ability, _name, changes, [state, scope, granter]) => {
  expect(report(ability, changes)).toEqual({ ability, state, scope, granter })
})

describe('sources', () => {
  test.each<[string, Partial<Evidence>, readonly string[]]>([
    ['all', {}, ['statistics', 'crm', 'recent']],
    ['an old portal', { ...tried(list, 'plan-without-statistics'), ...told(list, absent) }, ['crm', 'recent']],
    ['without CRM', tried('crm.activity.list', 'missing-scope'), ['statistics', 'recent']],
    ['CRM without conversations', { ...tried(history, null), ...told(history, absent) }, ['statistics', 'recent']],
    ['one conversation denied', tried(history, 'no-rights'), ['statistics', 'crm', 'recent']],
    ['without messenger', tried('im.recent.list', 'missing-scope'), ['statistics', 'crm']],
    ['nothing tried', { tried: new Map() }, []],
  ])('%s', (_name, changes, expected) => {
    expect(availableSources({ ...everything, ...changes })).toEqual(expected)
  })
})
