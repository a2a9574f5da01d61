import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'

export type Scope = 'basic' | 'imopenlines' | 'imconnector' | 'im' | 'user' | 'department' | 'crm' | 'disk'

/** Who is calling and how. */
export type Caller = {
  readonly userId: number
  readonly viaApplication: boolean
  readonly scopes: readonly Scope[]
  /** The secret of the webhook, or the application's token. */
  readonly pass: string
}

export type Answer = { readonly result: unknown; readonly total?: number; readonly next?: number }

export type Method = {
  /** As the documentation spells it; callers may use any case. */
  readonly name: string
  readonly scope: Scope
  readonly run: (state: PortalState, params: Params, caller: Caller) => Answer
}

export function method(name: string, scope: Scope, run: Method['run']): Method {
  return { name, scope, run }
}
