import { parsePortalAddress } from '../webhook.ts'

/** A local application as its card on the portal names it. */
export type OAuthApplication = {
  /** Origin of the portal as the user typed it. */
  readonly portal: string
  readonly clientId: string
  readonly clientSecret: string
}

export type OAuthTokens = {
  readonly accessToken: string
  /** Good once: each renewal brings another. */
  readonly refreshToken: string
  /** `https://portal/rest/`; a method name is appended to it. */
  readonly clientEndpoint: string
  readonly memberId: string
  readonly userId: number | null
}

export type TokenStore = {
  /** What is stored now: another process may have renewed meanwhile. Null when it cannot be read. */
  readonly read: () => Promise<OAuthTokens | null>
  /** On the disk when it resolves. */
  readonly write: (tokens: OAuthTokens) => Promise<void>
  /** Runs alone among all processes that share the store. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>
}

const authorizationServer = 'https://oauth.bitrix24.tech'

/**
 * Where codes and refresh tokens are taken to, together with the client secret. Never from a callback or an answer: a
 * hostile portal would name its own server. The demo portal is its own authorization server.
 */
export function tokenAddress(portal: string): string {
  const typed = parsePortalAddress(portal)
  const server = typed.ok && typed.value.origin.startsWith('http:') ? typed.value.origin : authorizationServer
  return `${server}/oauth/token/`
}
