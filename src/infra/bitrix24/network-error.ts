const texts: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the host name is not known (or there is no network)',
  EAI_AGAIN: 'the host name cannot be looked up now (no network?)',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  UND_ERR_SOCKET: 'the connection was cut',
  CERT_HAS_EXPIRED: 'the certificate has expired, or the clock of this computer is wrong',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet: the clock of this computer is probably wrong',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate chain holds a self-signed certificate (a filtering proxy?)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate cannot be verified',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate is from an authority that this computer does not know',
  UND_ERR_ABORTED: 'the proxy refused the connection, perhaps for want of a password',
  ERR_PROXY_KIND: 'the system names a proxy of a kind that is not supported, such as SOCKS; HTTPS_PROXY can name another one',
  ERR_PROXY_INVALID_CONFIG: 'the proxy that HTTPS_PROXY or HTTP_PROXY names cannot be made out',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
}

/**
 * `fetch` throws a TypeError whose cause tells what happened; with several addresses tried, the cause is an
 * AggregateError. Only codes are repeated: free texts could hold the address and with it the secret.
 */
export function describeNetworkError(error: unknown): string {
  const code = findCode(error, 0)
  if (code === null) return 'the request failed'
  const text = texts[code]
  if (text !== undefined) return `${text} (${code})`
  return /CERT|TLS|SSL/.test(code) ? `the secure connection failed (${code})` : `the request failed (${code})`
}

function findCode(error: unknown, depth: number): string | null {
  if (!(error instanceof Error) || depth > 3) return null
  if ('code' in error && typeof error.code === 'string' && /^[A-Z0-9_]+$/.test(error.code)) return error.code
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause
  return findCode(inner, depth + 1)
}
