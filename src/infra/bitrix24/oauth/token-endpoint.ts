import { z } from 'zod'
import { err, ok, type AppError, type ErrorCode, type Result } from '#contract/result.ts'
import type { Timer } from '#core/ports.ts'
import { askProxyAgain, useSystemNetwork } from '../../net/system-network.ts'
import { maskSecrets } from '../access.ts'
import { describeNetworkError } from '../network-error.ts'
import { judgeRefusal, refusalText } from '../portal-error.ts'
import { optionalId } from '../schemas.ts'
import { parseObject, readRefusal, readText, type Refusal } from '../transport.ts'
import { tokenAddress, type OAuthApplication, type OAuthTokens } from './application.ts'

export type Grant =
  | { readonly kind: 'code'; readonly code: string; readonly signal?: AbortSignal }
  | { readonly kind: 'refresh'; readonly refreshToken: string }

export type TokenEndpoint = (grant: Grant) => Promise<Result<OAuthTokens>>

export type TokenEndpointOptions = {
  readonly application: OAuthApplication
  readonly timer: Timer
  readonly timeoutMs?: number
}

const maxBytes = 64 * 1024

const tokensSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  client_endpoint: z.url({ protocol: /^https?$/ }).transform(url => (url.endsWith('/') ? url : `${url}/`)),
  member_id: z.string().min(1),
  // Missing in the documented answer to a code.
  user_id: optionalId.optional().transform(id => id ?? null),
})

/** Buys tokens. A form in the body, although the documentation shows a query: addresses end up in logs. Never repeats by itself. */
export function createTokenEndpoint({ application, timer, timeoutMs = 20_000 }: TokenEndpointOptions): TokenEndpoint {
  const address = tokenAddress(application.portal)
  const { host } = new URL(address)

  return async grant => {
    const secrets = [application.clientSecret, grant.kind === 'code' ? grant.code : grant.refreshToken]
    const failed = ({ code, message }: AppError) => err(code, `${host}: ${maskSecrets(message, secrets)}`)
    const timeout = new AbortController()
    const cancelTimeout = timer(timeoutMs, () => { timeout.abort() })
    try {
      const cancelled = grant.kind === 'code' && grant.signal !== undefined ? [grant.signal] : []
      const signal = AbortSignal.any([timeout.signal, ...cancelled])
      if (address.startsWith('https:')) await useSystemNetwork(address, signal)
      const response = await fetch(address, { method: 'POST', redirect: 'manual', body: formOf(application, grant), signal })
      const text = await readText(response, maxBytes)
      const body = text === null ? null : parseObject(text)
      const refusal = body === null ? null : readRefusal(body)
      if (refusal !== null) return failed({ code: codeOf(refusal, response.status, grant.kind), message: refusalText(refusal) })
      const tokens = tokensSchema.safeParse(body)
      if (!response.ok || !tokens.success) return failed({ code: 'portal-unreachable', message: `HTTP ${response.status}, no answer of an authorization server` })
      return ok(toTokens(tokens.data))
    } catch (error) {
      askProxyAgain(address)
      const message = timeout.signal.aborted ? `no answer within ${timeoutMs / 1000} s` : describeNetworkError(error)
      return failed({ code: 'portal-unreachable', message })
    } finally {
      cancelTimeout()
      // Frees the socket of a reply that was not read to its end.
      timeout.abort()
    }
  }
}

function formOf({ clientId, clientSecret }: OAuthApplication, grant: Grant): URLSearchParams {
  const asked = grant.kind === 'code'
    ? { grant_type: 'authorization_code', code: grant.code }
    : { grant_type: 'refresh_token', refresh_token: grant.refreshToken }
  return new URLSearchParams({ ...asked, client_id: clientId, client_secret: clientSecret })
}

function toTokens({ access_token, refresh_token, client_endpoint, member_id, user_id }: z.output<typeof tokensSchema>): OAuthTokens {
  return { accessToken: access_token, refreshToken: refresh_token, clientEndpoint: client_endpoint, memberId: member_id, userId: user_id }
}

/** An error that came back in place of a code. Not documented: portals show a page of their own instead. */
export function refusedAuthorization(error: string): Result<never> {
  const refusal = { code: error, description: '' }
  const code = error.toLowerCase() === 'access_denied' ? 'no-app-access' : codeOf(refusal, 400, 'code')
  return err(code, `The portal answered ${error}`)
}

const codes: Readonly<Record<string, ErrorCode>> = {
  invalid_client: 'wrong-client',
  unauthorized_client: 'wrong-client',
  application_not_found: 'wrong-client',
  invalid_request: 'portal-rejected',
}

function codeOf(refusal: Refusal, status: number, kind: Grant['kind']): ErrorCode {
  const code = refusal.code.toLowerCase()
  if (code === 'invalid_grant') return kind === 'code' ? 'wrong-code' : 'sign-in-expired'
  const judged = (Object.hasOwn(codes, code) ? codes[code] : undefined) ?? judgeRefusal({ refusal, method: 'oauth/token', status }).error.code
  if (judged !== 'wrong-secret') return judged
  return kind === 'code' ? 'wrong-client' : 'sign-in-expired'
}
