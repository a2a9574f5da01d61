import type { AppError, ErrorCode } from '#contract/result.ts'
import type { Refusal } from './transport.ts'

/**
 * What a refusal means for the next call: `limit` and `method-limit` wait and come again, `passing` may be tried again
 * by reads, `once` by them a single time, `blocked` stops everything, `expired` calls for a new token, `final` is the answer.
 */
export type Severity = 'final' | 'limit' | 'method-limit' | 'passing' | 'once' | 'blocked' | 'expired'

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
  // As often a wrong argument as a database that stumbled.
  error_core: 'once',
  portal_deleted: 'blocked',
  expired_token: 'expired',
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
  expired_token: 'sign-in-expired',
  authorization_error: 'wrong-secret',
  application_not_found: 'wrong-secret',
  insufficient_scope: 'missing-scope',
  invalid_scope: 'missing-scope',
  tariff_restriction: 'plan-without-statistics',
  payment_required: 'plan-without-rest',
  wrong_license: 'plan-without-rest',
  user_access_error: 'no-app-access',
  wrong_auth_type: 'needs-application',
  portal_deleted: 'portal-deleted',
  access_error: 'no-rights',
  error_user_not_operator: 'no-rights',
  method_confirm_waiting: 'needs-confirmation',
  method_confirm_denied: 'needs-confirmation',
}

/** A portal may answer `constructor`. */
function lookUp<T>(table: Readonly<Record<string, T>>, code: string): T | null {
  return Object.hasOwn(table, code) ? table[code] ?? null : null
}

export function isExpiry({ code }: Refusal): boolean {
  return lookUp(severities, code.toLowerCase()) === 'expired'
}

/** Methods without a scope that every webhook may call: a flat denial there is about the portal's plan, not about rights. */
const openMethods = ['batch', 'scope', 'profile', 'server.time', 'method.get']

/** Decides by the portal's code; the HTTP status only parts what one code means in two ways. */
export function judgeRefusal(call: RefusedCall): Judgement {
  const code = call.refusal.code.toLowerCase()
  const message = `${call.method}: ${refusalText(call.refusal)}`
  const severity = lookUp(severities, code) ?? 'final'
  return { error: { code: codeOf(code, call), message: hint(code, call) + message }, severity }
}

function codeOf(code: string, { refusal, method, status }: RefusedCall): ErrorCode {
  if (code === 'access_denied') {
    if (/application context/i.test(refusal.description)) return 'needs-application'
    const aboutPlan = /commercial plan|коммерческ/i.test(refusal.description) || (status === 403 && openMethods.includes(method))
    return aboutPlan ? 'plan-without-rest' : 'no-rights'
  }
  if (code === 'error_core' && status !== null && status >= 500) return 'portal-unreachable'
  if (code === 'error_method_not_found' && isStatistics(method)) return 'plan-without-statistics'
  if (code === 'error_not_found' && method === 'disk.file.get') return 'not-found'
  if (code === 'invalid_request' && /https/i.test(refusal.description)) return 'https-required'
  return lookUp(codes, code) ?? 'portal-rejected'
}

/** What is said about a running dialog: the portal's own texts are bare codes or in its language. */
const dialogHints: Readonly<Record<string, string>> = {
  chat_id: 'The portal does not know this chat. ',
  chat_id_empty: 'The portal does not know this chat. ',
  chat_type: 'The chat does not belong to a line. ',
  error_user_not_operator: 'Only the operator of the dialog can do this. ',
  operator_wrong: 'The dialog cannot be handed to this person or line. ',
  not_load_session_or_chat: 'The dialog is not open any more. ',
  imol_chat_error_not_load_data: 'The dialog is not open any more. ',
}

function hint(code: string, { method }: RefusedCall): string {
  if (code === 'error_method_not_found' && isStatistics(method)) return 'The portal does not have the statistics methods. '
  return method.startsWith('imopenlines.') ? lookUp(dialogHints, code) ?? '' : ''
}

function isStatistics(method: string): boolean {
  return method.startsWith('imopenlines.v2.')
}

/** Long descriptions are cut: some portals put whole traces there. */
export function refusalText({ code, description }: Refusal): string {
  const text = description.replace(/\s+/g, ' ').trim().slice(0, 200)
  return text === '' ? code.slice(0, 80) : `${code.slice(0, 80)}: ${text}`
}
