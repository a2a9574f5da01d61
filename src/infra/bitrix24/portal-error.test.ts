import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '#contract/result.ts'
import { judgeRefusal, type Severity } from './portal-error.ts'

type Row = readonly [status: number, error: string, description: string, code: ErrorCode, severity: Severity]

/** The errors that every method can have, as documented. */
const common: readonly Row[] = [
  [500, 'INTERNAL_SERVER_ERROR', 'Internal server error', 'portal-unreachable', 'passing'],
  [500, 'ERROR_UNEXPECTED_ANSWER', 'Server returned an unexpected response', 'portal-unreachable', 'passing'],
  [503, 'QUERY_LIMIT_EXCEEDED', 'Too many requests', 'portal-busy', 'limit'],
  [429, 'OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit', 'portal-busy', 'method-limit'],
  [405, 'ERROR_BATCH_METHOD_NOT_ALLOWED', 'Method is not allowed for batch usage', 'portal-rejected', 'final'],
  [400, 'ERROR_BATCH_LENGTH_EXCEEDED', 'Max batch length exceeded', 'portal-rejected', 'final'],
  [401, 'NO_AUTH_FOUND', 'Wrong authorization data', 'wrong-secret', 'final'],
  [400, 'INVALID_REQUEST', 'Https required', 'https-required', 'final'],
  [503, 'OVERLOAD_LIMIT', 'REST API is blocked due to overload', 'portal-blocked', 'blocked'],
  [401, 'OVERLOAD_LIMIT', 'REST API is blocked due to overload', 'portal-blocked', 'blocked'],
  [403, 'ACCESS_DENIED', 'REST API is available only on commercial plans', 'plan-without-rest', 'final'],
  [403, 'ACCESS_DENIED', 'REST API доступен только на коммерческих тарифах', 'plan-without-rest', 'final'],
  [403, 'INVALID_CREDENTIALS', 'Invalid request credentials', 'wrong-secret', 'final'],
  [401, 'INVALID_CREDENTIALS', 'Invalid request credentials', 'wrong-secret', 'final'],
  [404, 'ERROR_MANIFEST_IS_NOT_AVAILABLE', 'Manifest is not available', 'portal-rejected', 'final'],
  [403, 'insufficient_scope', 'The request requires higher privileges than provided by the webhook token', 'missing-scope', 'final'],
  [403, 'insufficient_scope', 'The request requires higher privileges than provided by the access token', 'missing-scope', 'final'],
  [401, 'expired_token', 'The access token provided has expired', 'sign-in-expired', 'expired'],
  [403, 'user_access_error', 'The user does not have access to the application', 'no-app-access', 'final'],
  [500, 'PORTAL_DELETED', 'Portal was deleted', 'portal-deleted', 'blocked'],
  [403, 'PORTAL_DELETED', 'Portal was deleted', 'portal-deleted', 'blocked'],
  [404, 'ERROR_METHOD_NOT_FOUND', 'Method not found!', 'portal-rejected', 'final'],
  [403, 'WRONG_AUTH_TYPE', 'Current authorization type is denied for this method', 'needs-application', 'final'],
  [403, 'WRONG_LICENSE', 'This feature is not enabled for the current license: auth_connector', 'plan-without-rest', 'final'],
  [400, 'ERROR_ARGUMENT', 'The value of an argument is wrong', 'portal-rejected', 'final'],
  [400, 'ERROR_CORE', 'A text', 'portal-rejected', 'once'],
  [500, 'ERROR_CORE', 'SQL query error!', 'portal-unreachable', 'once'],
  [401, 'invalid_token', '', 'wrong-secret', 'final'],
  [401, 'authorization_error', '', 'wrong-secret', 'final'],
  [401, 'APPLICATION_NOT_FOUND', '', 'wrong-secret', 'final'],
  [401, 'CONNECTION_ERROR', '', 'portal-unreachable', 'passing'],
  [401, 'METHOD_CONFIRM_WAITING', 'Waiting for confirmation', 'needs-confirmation', 'final'],
  [403, 'METHOD_CONFIRM_DENIED', 'Method call denied', 'needs-confirmation', 'final'],
  [200, 'WRONG_ENCODING', '', 'portal-rejected', 'final'],
]

describe.each<[string, (error: string) => string]>([
  ['as documented', error => error], ['in capitals', error => error.toUpperCase()], ['in small letters', error => error.toLowerCase()],
])('errors common to all methods, %s', (_name, spell) => {
  test.each(common)('%i %s %s: %s, %s', (status, error, description, code, severity) => {
    const method = 'imopenlines.session.history.get'
    expect(judgeRefusal({ refusal: { code: spell(error), description }, method, status })).toEqual({
      error: { code, message: expect.stringContaining(`${method}: ${spell(error)}`) }, severity,
    })
  })
})

/** Where one code means several things, or a method has its own. */
test.each<[string, string, string, number | null, ErrorCode]>([
  ['imopenlines.v2.session.list', 'ERROR_METHOD_NOT_FOUND', 'Method not found!', 404, 'plan-without-statistics'],
  ['imopenlines.v2.session.list', 'TARIFF_RESTRICTION', '', 400, 'plan-without-statistics'],
  ['imopenlines.session.history.get', 'ACCESS_DENIED', 'Недостаточно прав', 400, 'no-rights'],
  ['imopenlines.session.history.get', 'ACCESS_DENIED', 'Недостаточно прав', null, 'no-rights'],
  ['batch', 'ACCESS_DENIED', 'En un idioma desconocido', 403, 'plan-without-rest'],
  ['app.info', 'ACCESS_DENIED', 'Access denied! Application context required', 403, 'needs-application'],
  ['app.info', 'ACCESS_DENIED', 'Access denied! Application context required', null, 'needs-application'],
  ['crm.activity.list', 'ERROR_CORE', 'SQL query error!', null, 'portal-rejected'],
  ['any', 'INVALID_REQUEST', 'Something else', 400, 'portal-rejected'],
  ['any', 'PAYMENT_REQUIRED', '', 402, 'plan-without-rest'],
  ['any', 'constructor', '', 400, 'portal-rejected'],
])('%s, %s %j with status %j: %s', (method, error, description, status, code) => {
  expect(judgeRefusal({ refusal: { code: error, description }, method, status }).error.code).toBe(code)
})
