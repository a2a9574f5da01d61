import type { Ability, AbilityReport, PortalReport, SourceKind } from '#contract/portal.ts'

/** Conveniences that nobody need grant: the report lists them, but their absence is no news. */
const optional: ReadonlySet<Ability> = new Set(['pictures'])

/** What somebody should grant. That a webhook is no application is not missing: no right changes it. */
export function missingAbilities(report: PortalReport): readonly AbilityReport[] {
  return report.abilities.filter(({ ability, state }) => state.startsWith('missing-') && !optional.has(ability))
}

export type Obstacle = { readonly kind: 'scope'; readonly scope: string } | { readonly kind: 'right' | 'plan' | 'method' | 'other' }

/** Why a source cannot be chosen, as far as the report tells; null when it can. */
export function sourceObstacle(report: PortalReport, source: SourceKind): Obstacle | null {
  if (report.available.includes(source)) return null
  const needed = neededScopes[source].find(scope => report.scopes !== null && !report.scopes.includes(scope))
  if (needed !== undefined) return { kind: 'scope', scope: needed }
  const ability = report.abilities.find(found => found.ability === (source === 'crm' ? 'crm' : 'list'))
  switch (ability?.state) {
    case 'missing-scope': return ability.scope === null ? { kind: 'other' } : { kind: 'scope', scope: ability.scope }
    case 'missing-right': return { kind: 'right' }
    case 'missing-plan': return { kind: 'plan' }
    case 'missing-method': return { kind: 'method' }
    default: return { kind: 'other' }
  }
}

const neededScopes: Readonly<Record<SourceKind, readonly string[]>> = {
  statistics: ['imopenlines'], crm: ['crm', 'imopenlines'], recent: ['im', 'imopenlines'],
}

const authFailures: ReadonlySet<string> = new Set([
  'sign-in-expired', 'wrong-secret', 'no-app-access', 'portal-deleted', 'portal-moved', 'needs-confirmation',
])

/** Whether the portal will not let this sign-in pass until somebody does something. */
export function isAuthFailure(code: string): boolean {
  return authFailures.has(code)
}
