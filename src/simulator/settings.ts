import type { Role } from './data/roles.ts'
import type { Method, Scope } from './methods/method.ts'

export const generations = ['statistics', 'classic'] as const
export type Generation = (typeof generations)[number]

/** What the webhooks and the application of the demo portal are given unless told otherwise; `basic` is not a scope of its own. */
export const allGranted: readonly Scope[] = ['imopenlines', 'imconnector', 'im', 'user', 'department', 'crm', 'disk']

/** Who holds scopes: the webhook of one of the people, or the application. */
export type Holder = Role | 'application'

/** What the portal offers and to whom. Like the limits it belongs to a run and not to the data, so the journal knows nothing of it. */
export type Settings = {
  /** `classic` = an older portal, which has no `imopenlines.v2.*`. */
  generation: Generation
  /** The plan includes the statistics reports. */
  statistics: boolean
  /** The plan includes rating by supervisors. */
  headVote: boolean
  /** LICENSE_FAMILY; `ent` has the wider limits. */
  license: string
  /** Holders who have other scopes than all. */
  readonly scopes: Map<Holder, readonly Scope[]>
  /** False = the CRM scope is granted to nobody. */
  crm: boolean
  /** User ids with access to the application; null = everybody. */
  appUsers: readonly number[] | null
}

export type SettingsOptions = Partial<Pick<Settings, 'generation' | 'statistics' | 'headVote' | 'license' | 'crm'>>

export function createSettings({ generation = 'statistics', statistics = true, headVote = true, license = 'pro', crm = true }: SettingsOptions): Settings {
  return { generation, statistics, headVote, license, crm, scopes: new Map(), appUsers: null }
}

export function scopesOf({ scopes, crm }: Settings, holder: Holder): readonly Scope[] {
  return (scopes.get(holder) ?? allGranted).filter((scope) => crm || scope !== 'crm')
}

export function isStatistics(name: string): boolean {
  return name.toLowerCase().startsWith('imopenlines.v2.')
}

/** False = the portal is too old to know the method. */
export function isOffered({ generation }: Settings, { name }: Method): boolean {
  return generation === 'statistics' || !isStatistics(name)
}
