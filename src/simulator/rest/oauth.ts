import { createHmac, timingSafeEqual } from 'node:crypto'
import { createRng, hexFrom } from '../rng.ts'
import { grantedScopes } from '../methods/service.ts'
import type { Params } from './php.ts'

const CODE_SECONDS = 30
const ACCESS_SECONDS = 3600
const REFRESH_SECONDS = 180 * 86_400

export type OAuth = ReturnType<typeof createOAuth>

type Deps = { readonly seed: number; readonly userId: number; readonly clock: () => number; readonly url: () => string }

/**
 * The authorization server of a local application. Tokens carry their time of issue and a signature keyed by the seed,
 * so they outlive a restart of the portal without being stored.
 */
export function createOAuth({ seed, userId, clock, url }: Deps) {
  const rng = createRng(seed, 'application')
  const clientId = `local.${hexFrom(rng, 14)}.${rng.between(10_000_000, 99_999_999)}`
  const clientSecret = hexFrom(rng, 50)
  const memberId = hexFrom(rng, 32)
  const key = hexFrom(rng, 64)
  const used = new Set<string>()
  let serial = 0
  /** Where the application's card sends the browser; null = the portal shows the code to be copied. */
  let redirectUri: string | null = null

  function issue(kind: 'c' | 'a' | 'r'): string {
    serial += 1
    const head = `${Math.floor(clock() / 1000).toString(16).padStart(8, '0')}${serial.toString(16).padStart(6, '0')}`
    return head + sign(kind, head)
  }

  function sign(kind: string, head: string): string {
    return createHmac('sha256', key).update(kind + head).digest('hex').slice(0, 56)
  }

  /** Seconds since the token was issued; null = not one of ours. */
  function age(kind: 'c' | 'a' | 'r', token: unknown): number | null {
    if (typeof token !== 'string' || !/^[0-9a-f]{70}$/.test(token)) return null
    const head = token.slice(0, 14)
    if (!timingSafeEqual(Buffer.from(token.slice(14)), Buffer.from(sign(kind, head)))) return null
    return clock() / 1000 - Number.parseInt(head.slice(0, 8), 16)
  }

  /** True once per token. */
  function spend(kind: 'c' | 'r', token: unknown, lifetime: number): boolean {
    const seconds = age(kind, token)
    if (seconds === null || seconds > lifetime || used.has(String(token))) return false
    used.add(String(token))
    return true
  }

  function grant(): Record<string, unknown> {
    const endpoint = `${url()}/rest/`
    return {
      access_token: issue('a'),
      client_endpoint: endpoint,
      domain: new URL(url()).host,
      expires: Math.floor(clock() / 1000) + ACCESS_SECONDS,
      expires_in: ACCESS_SECONDS,
      member_id: memberId,
      refresh_token: issue('r'),
      scope: grantedScopes.join(','),
      server_endpoint: endpoint,
      status: 'L',
      user_id: userId,
    }
  }

  return {
    clientId,
    clientSecret,
    setRedirect: (uri: string | null): void => {
      redirectUri = uri
    },
    /** The owner is taken to be signed in and willing: the answer is a redirect, or a code to show. */
    authorize: (query: Params): { readonly location: string } | { readonly code: string } | { readonly refused: true } => {
      if (query['client_id'] !== clientId) return { refused: true }
      const code = issue('c')
      if (redirectUri === null) return { code }
      const location = new URL(redirectUri)
      const host = new URL(url()).host
      const answer = { code, state: String(query['state'] ?? ''), domain: host, member_id: memberId, scope: grantedScopes.join(','), server_domain: host }
      for (const [name, value] of Object.entries(answer)) location.searchParams.set(name, value)
      return { location: location.href }
    },
    token: (query: Params): { readonly status: number; readonly body: Record<string, unknown> } => {
      if (query['client_id'] !== clientId || query['client_secret'] !== clientSecret) return refuse(401, 'invalid_client', 'Invalid client credentials')
      const type = query['grant_type']
      if (type !== 'authorization_code' && type !== 'refresh_token') return refuse(400, 'invalid_request', 'Unknown grant type')
      const isGood = type === 'authorization_code' ? spend('c', query['code'], CODE_SECONDS) : spend('r', query['refresh_token'], REFRESH_SECONDS)
      return isGood ? { status: 200, body: grant() } : refuse(400, 'invalid_grant', 'Invalid grant')
    },
    check: (accessToken: unknown): 'good' | 'expired' | 'unknown' => {
      const seconds = age('a', accessToken)
      if (seconds === null) return 'unknown'
      return seconds > ACCESS_SECONDS ? 'expired' : 'good'
    },
  }
}

function refuse(status: number, error: string, text: string) {
  return { status, body: { error, error_description: text } }
}
