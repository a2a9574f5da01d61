import type { AppError, ErrorCode } from '#contract/result.ts'
import type { Refusal } from './transport.ts'

/**
 * What a refusal means for the next call: `limit` and `method-limit` wait and come again, `passing` may be tried again
 * by reads, `blocked` stops everything, `final` is the answer.
 */
export type Severity = 'final' | 'limit' | 'method-limit' | 'passing' | 'blocked'

export type Judgement = { readonly error: AppError; readonly severity: Severity }

export type RefusedCall = {
  readonly refusal: Refusal
  /** Lower case. */
  readonly method: string
  /** Null inside a batch, where sub-calls have no status of their own. */
  readonly status: number | null
}

const severities: Readonly<Record<string, Severity>> = {
  query_limit_exceeded: 'limit',
  operation_time_limit: 'method-limit',
  overload_limit: 'blocked',
  internal_server_error: 'passing',
  error_unexpected_answer: 'passing',
  connection_error: 'passing',
  error_core: 'passing',
}

/** Lower case: the portal itself is not consistent about letter case. What is not here is `portal-rejected`. */
const codes: Readonly<Record<string, ErrorCode>> = {
  query_limit_exceeded: 'portal-busy',
  operation_time_limit: 'portal-busy',
  overload_limit: 'portal-blocked',
  // The portal stumbled: whether a write was carried out is unknown, as after a lost reply.
  internal_server_error: 'portal-unreachable',
  error_unexpected_answer: 'portal-unreachable',
  connection_error: 'portal-unreachable',
  no_auth_found: 'wrong-secret',
  invalid_credentials: 'wrong-secret',
  invalid_token: 'wrong-secret',
  expired_token: 'wrong-secret',
  authorization_error: 'wrong-secret',
  application_not_found: 'wrong-secret',
  insufficient_scope: 'missing-scope',
  invalid_scope: 'missing-scope',
  tariff_restriction: 'plan-without-statistics',
  payment_required: 'plan-without-rest',
  user_access_error: 'no-rights',
  access_error: 'no-rights',
  method_confirm_denied: 'no-rights',
}

/** Methods without a scope that every webhook may call: a flat denial there is about the portal's plan, not about rights. */
const openMethods = ['batch', 'scope', 'profile', 'server.time', 'method.get']

/** Decides by the portal's code; the HTTP status only parts the two meanings of `ACCESS_DENIED`. */
export function judgeRefusal(call: RefusedCall): Judgement {
  const code = call.refusal.code.toLowerCase()
  const message = `${call.method}: ${refusalText(call.refusal)}`
  const severity = severities[code] ?? 'final'
  return { error: { code: codeOf(code, call), message: hint(code, call) + message }, severity }
}

function codeOf(code: string, { refusal, method, status }: RefusedCall): ErrorCode {
  if (code === 'access_denied') {
    const aboutPlan = /commercial plan/i.test(refusal.description) || (status === 403 && openMethods.includes(method))
    return aboutPlan ? 'plan-without-rest' : 'no-rights'
  }
  if (code === 'error_method_not_found' && isStatistics(method)) return 'plan-without-statistics'
  if (code === 'invalid_request' && /https/i.test(refusal.description)) return 'https-required'
  return codes[code] ?? 'portal-rejected'
}

function hint(code: string, { method }: RefusedCall): string {
  return code === 'error_method_not_found' && isStatistics(method) ? 'The portal does not have the statistics methods. ' : ''
}

function isStatistics(method: string): boolean {
  return method.startsWith('imopenlines.v2.')
}

/** Long descriptions are cut: some portals put whole traces there. */
export function refusalText({ code, description }: Refusal): string {
  const text = description.replace(/\s+/g, ' ').trim().slice(0, 200)
  return text === '' ? code.slice(0, 80) : `${code.slice(0, 80)}: ${text}`
}
