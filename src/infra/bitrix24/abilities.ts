import type { Ability, AbilityReport, AbilityState, Granter, SourceKind } from '#contract/portal.ts'
import type { AppError, ErrorCode } from '#contract/result.ts'

/** What the portal told when it was asked. Method names are in lower case. */
export type Evidence = {
  /** False for a webhook. */
  readonly viaApplication: boolean
  /** Null where the portal does not tell. */
  readonly scopes: readonly string[] | null
  /** Absent where the portal does not tell. */
  readonly methods: ReadonlyMap<string, { readonly isExisting: boolean | null; readonly isAvailable: boolean | null }>
  /** Methods that were called for a try: null when they worked. */
  readonly tried: ReadonlyMap<string, AppError | null>
  /** What the conversations that were tried allow, where one of them told. */
  readonly canRate: boolean
  readonly canJoin: boolean
}

type Rule = {
  readonly ability: Ability
  /** All of them are needed. */
  readonly methods: readonly string[]
  /** Any of them will do; the first is the one to ask for. */
  readonly scopes: readonly string[]
  readonly applicationOnly?: boolean
  /** For what cannot be tried without doing it: whether something else showed that it works. */
  readonly shown?: (evidence: Evidence) => boolean
}

const sessionList = 'imopenlines.v2.session.list'
const history = 'imopenlines.session.history.get'
const activityList = 'crm.activity.list'
const recentList = 'im.recent.list'
const imopenlines = ['imopenlines']

/** `list` is the portal's own list of sessions; a report may name its absence while another source stands in for it. */
const rules: readonly Rule[] = [
  { ability: 'list', methods: [sessionList, 'imopenlines.v2.session.rating.list', 'imopenlines.v2.stat.get'], scopes: imopenlines },
  { ability: 'history', methods: [history], scopes: imopenlines },
  { ability: 'rate', methods: ['imopenlines.session.head.vote'], scopes: imopenlines, shown: ({ canRate }) => canRate },
  { ability: 'operators', methods: ['user.get'], scopes: ['user_brief', 'user_basic', 'user'] },
  { ability: 'departments', methods: ['department.get'], scopes: ['department'] },
  { ability: 'lines', methods: ['imopenlines.config.list.get'], scopes: imopenlines },
  { ability: 'client-names', methods: ['im.user.list.get'], scopes: ['im'] },
  { ability: 'channel-names', methods: ['imconnector.list'], scopes: imopenlines, applicationOnly: true },
  { ability: 'crm', methods: [activityList], scopes: ['crm'] },
  {
    ability: 'actions',
    methods: [
      'imopenlines.dialog.get', 'imopenlines.operator.finish', 'imopenlines.operator.another.finish', 'imopenlines.operator.spam',
      'imopenlines.operator.transfer', 'imopenlines.session.intercept', 'imopenlines.session.join',
    ],
    scopes: imopenlines,
    shown: ({ canJoin }) => canJoin,
  },
  { ability: 'pictures', methods: ['disk.file.get'], scopes: ['disk'] },
]

/** Every method whose presence matters, once. */
export const usedMethods: readonly string[] = [...rules.flatMap(({ methods }) => methods), recentList]

export function judgeAbilities(evidence: Evidence): readonly AbilityReport[] {
  return rules.map(rule => {
    const state = judge(rule, evidence)
    return { ability: rule.ability, state, scope: state === 'missing-scope' ? (rule.scopes[0] ?? null) : null, granter: granters[state] }
  })
}

/** In the order of preference. */
export function availableSources(evidence: Evidence): readonly SourceKind[] {
  const states = new Map(judgeAbilities(evidence).map(({ ability, state }) => [ability, state]))
  const isReadable = !unusable.includes(states.get('history') ?? 'unknown')
  const sources: readonly (readonly [SourceKind, boolean])[] = [
    ['statistics', states.get('list') === 'works'],
    ['crm', states.get('crm') === 'works' && isReadable],
    ['recent', evidence.tried.get(recentList) === null],
  ]
  return sources.filter(([, works]) => works).map(([kind]) => kind)
}

/** Conversations that cannot be asked for at all; a denied one says nothing of the others. */
const unusable: readonly AbilityState[] = ['missing-scope', 'missing-method']

/** Scopes belong to the webhook or application; rights and applications are an administrator's; a newer portal is nobody's to give. */
const granters: Readonly<Record<AbilityState, Granter | null>> = {
  works: null,
  unknown: null,
  'missing-scope': 'sign-in-owner',
  'missing-right': 'administrator',
  'missing-plan': 'plan-owner',
  'missing-method': null,
  'needs-application': 'administrator',
}

const statesOfErrors: Partial<Readonly<Record<ErrorCode, AbilityState>>> = {
  'missing-scope': 'missing-scope',
  'no-rights': 'missing-right',
  'plan-without-statistics': 'missing-plan',
  'plan-without-rest': 'missing-plan',
  'needs-application': 'needs-application',
}

/** What was tried outweighs what the portal says of itself; without the scope some portals deny that a method exists. */
function judge(rule: Rule, evidence: Evidence): AbilityState {
  const { methods, scopes, viaApplication } = { ...evidence, scopes: evidence.scopes?.map(name => name.toLowerCase()) ?? null }
  const [tried] = rule.methods.flatMap(name => (evidence.tried.has(name) ? [evidence.tried.get(name) ?? null] : []))
  if (tried === null || rule.shown?.(evidence) === true) return 'works'
  if (scopes !== null && !rule.scopes.some(name => scopes.includes(name))) return 'missing-scope'
  const told = rule.methods.map(name => methods.get(name))
  if (told.some(method => method?.isExisting === false)) return 'missing-method'
  if (rule.applicationOnly === true && !viaApplication) return 'needs-application'
  const state = tried === undefined ? undefined : statesOfErrors[tried.code]
  if (state !== undefined) return state
  return told.some(method => method?.isAvailable === false) ? 'missing-scope' : 'unknown'
}
