import { err, ok, type AppError, type Result } from '#contract/result.ts'
import type { Clock, Log, Timer } from '#core/ports.ts'
import type { PortalAccess, Renewed } from '../access.ts'
import { jitter } from '../backoff.ts'
import type { OAuthApplication, OAuthTokens, TokenStore } from './application.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

export type OAuthAccessOptions = {
  readonly application: OAuthApplication
  /** What the store holds at this moment. */
  readonly tokens: OAuthTokens
  readonly store: TokenStore
  readonly timer: Timer
  readonly log: Log
  readonly random?: () => number
  /** Never jumps back; times the pause after a renewal that failed. */
  readonly monotonic?: Clock
  readonly timeoutMs?: number
}

/** Answers that only another sign-in changes: asking again with the same refresh token is no use. */
const lasting: readonly AppError['code'][] = ['sign-in-expired', 'portal-moved']

/**
 * An application's sign-in. Tokens are renewed when the portal says that they have expired and at no other time: the
 * clock of this computer may be wrong, and the vendor forbids renewing by schedule.
 */
export function oauthAccess(options: OAuthAccessOptions): PortalAccess {
  const { application, store, timer, log, random = Math.random, monotonic = () => performance.now() } = options
  const askServer = createTokenEndpoint(options)
  const { host } = new URL(options.tokens.clientEndpoint)
  let { tokens } = options
  /** Still under way in some request, and therefore in some answer. */
  let previous = tokens
  /** What the store was last known to hold: something else there comes from another process. */
  let stored = tokens
  let underWay: Promise<Result<Renewed>> | null = null
  let failure: { readonly error: AppError; readonly refreshToken: string; readonly until: number; readonly times: number } | null = null
  let cancelSave = () => {}
  let closed = false

  function renew(used: string): Promise<Result<Renewed>> {
    if (tokens.accessToken !== used) return Promise.resolve(ok('found'))
    underWay ??= renewNow(used).finally(() => { underWay = null })
    return underWay
  }

  async function renewNow(used: string): Promise<Result<Renewed>> {
    try {
      return await store.exclusively(() => renewAlone(used))
    } catch (error) {
      log('tokens.not-locked', { detail: nameOf(error) })
      return err('portal-busy', 'Another process is renewing the sign-in')
    }
  }

  async function renewAlone(used: string): Promise<Result<Renewed>> {
    const found = await store.read()
    if (found !== null && found.accessToken !== stored.accessToken && found.accessToken !== used) {
      stored = found
      use(found)
      return ok('found')
    }
    const { refreshToken } = tokens
    if (failure?.refreshToken === refreshToken && monotonic() < failure.until) return { ok: false, error: failure.error }
    const answer = await askServer({ kind: 'refresh', refreshToken })
    const checked = answer.ok ? samePortal(tokens, answer.value) : answer
    if (!checked.ok) {
      const times = failure?.refreshToken === refreshToken ? failure.times + 1 : 0
      const pauseMs = lasting.includes(checked.error.code) ? Number.POSITIVE_INFINITY : jitter(times, random)
      failure = { error: checked.error, refreshToken, until: monotonic() + pauseMs, times }
      log('tokens.not-renewed', { code: checked.error.code })
      return checked
    }
    failure = null
    // Stored before it is used: a crash in between would leave a refresh token that has been spent.
    await save(checked.value, 0)
    use(checked.value)
    log('tokens.renewed')
    return ok('asked')
  }

  function use(pair: OAuthTokens): void {
    previous = tokens
    tokens = pair
  }

  /** A pair that cannot be stored is still the only good one: it is used, and storing it is tried again. */
  async function save(pair: OAuthTokens, times: number, alone: (work: () => Promise<void>) => Promise<void> = work => work()): Promise<void> {
    cancelSave()
    try {
      await alone(async () => {
        await store.write(pair)
        stored = pair
      })
    } catch (error) {
      log('tokens.not-stored', { detail: nameOf(error), times })
      if (!closed) cancelSave = timer(1000 + jitter(times, random), () => { void saveAgain(pair, times + 1) })
    }
  }

  async function saveAgain(pair: OAuthTokens, times: number): Promise<void> {
    await save(pair, times, work => store.exclusively(async () => {
      const found = await store.read()
      const outdated = tokens !== pair || (found !== null && found.accessToken !== stored.accessToken)
      if (!outdated) await work()
    }))
  }

  return {
    host,
    origin: () => new URL(tokens.clientEndpoint).origin,
    endpoint: () => tokens.clientEndpoint,
    token: () => tokens.accessToken,
    renew,
    secrets: () => [application.clientSecret, ...[tokens, previous].flatMap(pair => [pair.accessToken, pair.refreshToken])],
    memberId: tokens.memberId,
    close: () => {
      closed = true
      cancelSave()
    },
  }
}

/** A portal may get another address, but only over https and as the same portal. */
function samePortal(before: OAuthTokens, after: OAuthTokens): Result<OAuthTokens> {
  if (after.memberId !== before.memberId) return err('portal-moved', 'The authorization server answered for another portal')
  if (!after.clientEndpoint.startsWith('https:') && after.clientEndpoint !== before.clientEndpoint) {
    return err('portal-moved', `The portal has moved to ${new URL(after.clientEndpoint).host}, which is not https`)
  }
  return ok({ ...after, userId: after.userId ?? before.userId })
}

/** Texts of file errors hold paths, which are nobody's secret, but those of a vault might hold one. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
