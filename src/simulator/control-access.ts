import { choice, ControlError, text, whole } from './control-params.ts'
import { people, roles } from './data/roles.ts'
import { isRecord } from './rest/php.ts'
import { allGranted, generations, scopesOf } from './settings.ts'
import type { OAuth } from './rest/oauth.ts'
import type { Params } from './rest/php.ts'
import type { PortalState } from './portal-state.ts'
import type { Webhook } from './rest/http.ts'
import type { Holder } from './settings.ts'

const holders: readonly Holder[] = [...roles, 'application']

type Deps = { readonly state: PortalState; readonly oauth: OAuth; readonly webhooks: readonly Webhook[] }

/** What the portal offers and to whom, changed while it runs: its age and plan, scopes, the application's card. */
export function accessCommands({ state, oauth, webhooks }: Deps) {
  const { settings } = state

  /** Changes what is named and tells how everything stands. */
  function portal(params: Params): unknown {
    const { generation, statistics, headVote, license, crm, scopes } = params
    if (generation !== undefined) settings.generation = choice(generation, generations, 'generation')
    if (statistics !== undefined) settings.statistics = flag(statistics, 'statistics')
    if (headVote !== undefined) settings.headVote = flag(headVote, 'headVote')
    if (license !== undefined) settings.license = text(license, 'license')
    if (crm !== undefined) settings.crm = flag(crm, 'crm')
    if (scopes !== undefined) setScopes(scopes)
    return {
      generation: settings.generation,
      statistics: settings.statistics,
      headVote: settings.headVote,
      license: settings.license,
      crm: settings.crm,
      scopes: Object.fromEntries(holders.map((holder) => [holder, scopesOf(settings, holder)])),
      webhooks: Object.fromEntries(webhooks.map(({ role, userId, secret }) => [role, `${state.url()}/rest/${userId}/${secret}/`])),
      users: Object.fromEntries(roles.map((role) => [role, people[role].userId])),
    }
  }

  /** `{holder: [scope, …]}`; null = all of them again. */
  function setScopes(value: unknown): void {
    if (!isRecord(value)) throw new ControlError('scopes is {holder: [scope, …]}')
    for (const [name, list] of Object.entries(value)) {
      const holder = choice(name, holders, 'A holder of scopes')
      if (list === null) settings.scopes.delete(holder)
      else if (Array.isArray(list)) settings.scopes.set(holder, list.map((scope) => choice(scope, allGranted, 'A scope')))
      else throw new ControlError('scopes is {holder: [scope, …]}')
    }
  }

  /** The application's card, who may use it, who is signed in to the portal. */
  function app(params: Params): unknown {
    const { redirectUri, users, userId } = params
    if (redirectUri !== undefined) setRedirect(redirectUri)
    if (users !== undefined) settings.appUsers = users === null ? null : userList(users)
    if (userId !== undefined) oauth.signIn(employee(userId))
    return params
  }

  function setRedirect(value: unknown): void {
    const uri = value === null ? null : text(value, 'redirectUri')
    if (uri !== null && !URL.canParse(uri)) throw new ControlError('redirectUri is not a URL')
    oauth.setRedirect(uri)
  }

  function userList(value: unknown): readonly number[] {
    if (!Array.isArray(value)) throw new ControlError('users must be a list or null')
    return value.map(employee)
  }

  function employee(value: unknown): number {
    const id = whole(value, 'A user id')
    if (state.directory.person(id) === undefined) throw new ControlError(`Nobody has the user id ${id}`)
    return id
  }

  return { portal, app }
}

function flag(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') throw new ControlError(`${name} must be true or false`)
  return value
}
