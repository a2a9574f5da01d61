import type { IncomingMessage } from 'node:http'

export type Refusal = { readonly status: number; readonly reason: string }

/**
 * What has to hold for every request before anything looks at its path. A page of another site reaches this port too, by
 * a name that its owner pointed at 127.0.0.1, so the Host must be ours letter by letter.
 */
export function refuseStranger(request: IncomingMessage, host: string): Refusal | null {
  const hosts = headerValues(request, 'host')
  if (hosts.length !== 1 || hosts[0] !== host) return { status: 421, reason: 'This address belongs to Linewatch alone.' }
  // The absolute form (`GET http://…`) is for proxies and would carry a second host.
  if (!request.url?.startsWith('/')) return { status: 400, reason: 'A path is expected.' }
  const origins = headerValues(request, 'origin')
  if (origins.length > 1 || (origins.length === 1 && origins[0] !== `http://${host}`)) return foreignOrigin
  // Browsers leave the origin out of their own GETs only.
  if (request.method !== 'GET' && origins.length === 0) return foreignOrigin
  return null
}

const foreignOrigin: Refusal = { status: 403, reason: 'Only the page of Linewatch may ask.' }

export function isJson(request: IncomingMessage): boolean {
  return /^application\/json(\s*;\s*charset=utf-8)?$/i.test(request.headers['content-type'] ?? '')
}

/** Every occurrence: Node's own `headers` silently keeps the first of several. */
function headerValues({ rawHeaders }: IncomingMessage, name: string): readonly string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
}
