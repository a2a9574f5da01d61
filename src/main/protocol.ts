import { protocol } from 'electron'
import type { Assets } from '#infra/web/assets.ts'
import { securityHeaders } from '#infra/web/csp.ts'
import { APP_SCHEME, APP_URL, isPageAddress } from './app-url.ts'

/** Before the app is ready: afterwards the scheme would be an opaque one without an origin. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

export function serveApp(assets: Assets): void {
  protocol.handle(APP_SCHEME, request => appResponse(request, assets))
}

/** The page's files and nothing else: compared as sent, never decoded, with what was read at the start. */
export function appResponse(request: { readonly url: string; readonly method: string }, assets: Assets): Response {
  if (request.method !== 'GET') return refusal(405)
  if (!isPageAddress(request.url, APP_URL)) return refusal(404)
  const asset = assets.get(new URL(request.url).pathname)
  if (!asset) return refusal(404)
  return new Response(new Uint8Array(asset.body), { headers: { ...securityHeaders, 'content-type': asset.type } })
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: securityHeaders })
}
