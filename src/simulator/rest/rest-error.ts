/** An answer that the portal gives instead of a result; `extra` is merged into the body. */
export class RestError extends Error {
  readonly code: string
  readonly status: number
  readonly extra: Readonly<Record<string, unknown>>

  constructor(code: string, description: string, status = 400, extra: Readonly<Record<string, unknown>> = {}) {
    super(description)
    this.code = code
    this.status = status
    this.extra = extra
  }

  body(): Record<string, unknown> {
    return { error: this.code, error_description: this.message, ...this.extra }
  }
}

export const failures = {
  accessDenied: (status = 400) => new RestError('ACCESS_DENIED', 'Вы не можете открыть этот разговор, т.к. у вас недостаточно прав', status),
  fileDenied: () => new RestError('ACCESS_DENIED', 'Access denied'),
  insufficientScope: (holder: 'webhook' | 'access' = 'webhook') => new RestError('insufficient_scope', `The request requires higher privileges than provided by the ${holder} token`, 403),
  applicationOnly: () => new RestError('ACCESS_DENIED', 'Access denied! Application context required', 403),
  noAccessToApplication: () => new RestError('user_access_error', 'The user does not have access to the application.', 403),
  methodNotFound: () => new RestError('ERROR_METHOD_NOT_FOUND', 'Method not found!', 404),
  noAuth: () => new RestError('NO_AUTH_FOUND', 'Wrong authorization data', 401),
  invalidCredentials: () => new RestError('INVALID_CREDENTIALS', 'Invalid request credentials', 401),
  expiredToken: () => new RestError('expired_token', 'The access token provided has expired.', 401),
  queryLimit: () => new RestError('QUERY_LIMIT_EXCEEDED', 'Too many requests', 503),
  overload: () => new RestError('OVERLOAD_LIMIT', 'REST API is blocked due to overload.', 503),
  serverError: () => new RestError('INTERNAL_SERVER_ERROR', 'Internal server error', 500),
  operationTimeLimit: () => new RestError('OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit.', 429),
  wrongAuthType: () => new RestError('WRONG_AUTH_TYPE', 'Current authorization type is denied for this method', 403),
  tariff: () => new RestError('TARIFF_RESTRICTION', 'Statistics reports are not available on the current tariff plan'),
} as const
