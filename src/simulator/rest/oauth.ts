import { createHmac, timingSafeEqual } from 'node:crypto'
import { createRng, hexFrom } from '../rng.ts'
import { isTruthy, toInt } from './php.ts'
import type { Params } from './php.ts'

const CODE_SECONDS = 30
const ACCESS_SECONDS = 3600
const REFRESH_SECONDS = 180 * 86_400

export type OAuth = ReturnType<typeof createOAuth>

type Deps = {
  readonly seed: number
  /** Who is signed in to the portal unless the test says otherwise. */
  readonly userId: number
  readonly isEmployee: (userId: number) => boolean
  readonly scopes: () => readonly string[]
  readonly clock: () => number
  readonly url: () => string
}

/** A code, an access token, a refresh token. */
type Kind = 'c' | 'a' | 'r'
/** What a token tells of itself: its age in seconds, its number in this run, whom it speaks for. */
type Token = { readonly age: number; readonly serial: number; readonly userId: number }

/**
 * The authorization server of a local application. Tokens carry their time of issue, their user and a signature keyed by the seed,
 * so they outlive a restart of the portal without being stored.
 */
export function createOAuth({ seed, userId, isEmployee, scopes, clock, url }: Deps) {
  const rng = createRng(seed, 'application')
  const clientId = `local.${hexFrom(rng, 14)}.${rng.between(10_000_000, 99_999_999)}`
  const clientSecret = hexFrom(rng, 50)
  const memberId = hexFrom(rng, 32)
  const key = hexFrom(rng, 64)
  const used = new Set<string>()
  let serial = 0
  /** Access tokens up to this number have expired, however young they are. */
  let expiredSerial = 0
  let signedIn = userId
  /** Where the application's card sends the browser; null = the portal shows the code to be copied. */
  let redirectUri: string | null = null

  function issue(kind: Kind, user: number): string {
    serial += 1
    const head = hex(Math.floor(clock() / 1000), 8) + hex(serial, 6) + hex(user, 4)
    return head + sign(kind, head)
  }

  function sign(kind: string, head: string): string {
    return createHmac('sha256', key).update(kind + head).digest('hex').slice(0, 52)
  }

  /** Null = not one of ours. */
  function read(kind: Kind, token: unknown): Token | null {
    if (typeof token !== 'string' || !/^[0-9a-f]{70}$/.test(token)) return null
    const head = token.slice(0, 18)
    if (!timingSafeEqual(Buffer.from(token.slice(18)), Buffer.from(sign(kind, head)))) return null
    const [issued = 0, number = 0, user = 0] = [head.slice(0, 8), head.slice(8, 14), head.slice(14)].map((part) => Number.parseInt(part, 16))
    return { age: clock() / 1000 - issued, serial: number, userId: user }
  }

  /** The user of the token, once; null = spent, too old, or not one of ours. */
  function spend(kind: 'c' | 'r', token: unknown, lifetime: number): number | null {
    const known = read(kind, token)
    if (known === null || known.age > lifetime || used.has(String(token))) return null
    used.add(String(token))
    return known.userId
  }

  /** Whom the tokens are for, and until when, is only said when they are renewed. */
  function grant(user: number, isRenewal: boolean): Record<string, unknown> {
    const endpoint = `${url()}/rest/`
    return {
      access_token: issue('a', user),
      client_endpoint: endpoint,
      domain: new URL(url()).host,
      expires_in: ACCESS_SECONDS,
      member_id: memberId,
      refresh_token: issue('r', user),
      scope: scopes().join(','),
      server_endpoint: endpoint,
      status: 'L',
      ...(isRenewal ? { expires: Math.floor(clock() / 1000) + ACCESS_SECONDS, user_id: user } : {}),
    }
  }

  return {
    clientId,
    clientSecret,
    setRedirect: (uri: string | null): void => {
      redirectUri = uri
    },
    /** Who is signed in to the portal in the browser from now on. */
    signIn: (user: number): void => {
      signedIn = user
    },
    /** Every access token issued until now is refused as expired; refresh tokens stay good. */
    expireAccess: (): void => {
      expiredSerial = serial
    },
    /** Whoever is signed in is taken to be willing: the answer is a redirect, or a code to show. `user` in the query stands for another browser. */
    authorize: (query: Params): { readonly location: string } | { readonly code: string } | { readonly refused: true } => {
      const user = isTruthy(query['user']) ? toInt(query['user']) : signedIn
      if (query['client_id'] !== clientId || !isEmployee(user)) return { refused: true }
      const code = issue('c', user)
      if (redirectUri === null) return { code }
      const location = new URL(redirectUri)
      const host = new URL(url()).host
      const answer = { code, state: String(query['state'] ?? ''), domain: host, member_id: memberId, scope: scopes().join(','), server_domain: host }
      for (const [name, value] of Object.entries(answer)) location.searchParams.set(name, value)
      return { location: location.href }
    },
    token: (query: Params): { readonly status: number; readonly body: Record<string, unknown> } => {
      if (query['client_id'] !== clientId || query['client_secret'] !== clientSecret) return refuse(401, 'invalid_client', 'Invalid client credentials')
      const type = query['grant_type']
      if (type !== 'authorization_code' && type !== 'refresh_token') return refuse(400, 'invalid_request', 'Unknown grant type')
      const user = type === 'authorization_code' ? spend('c', query['code'], CODE_SECONDS) : spend('r', query['refresh_token'], REFRESH_SECONDS)
      return user === null ? refuse(400, 'invalid_grant', 'Invalid grant') : { status: 200, body: grant(user, type === 'refresh_token') }
    },
    /** The user of an access token, or what is wrong with it. */
    check: (accessToken: unknown): number | 'expired' | 'unknown' => {
      const known = read('a', accessToken)
      if (known === null) return 'unknown'
      return known.age > ACCESS_SECONDS || known.serial <= expiredSerial ? 'expired' : known.userId
    },
  }
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}

function refuse(status: number, error: string, text: string) {
  return { status, body: { error, error_description: text } }
}
