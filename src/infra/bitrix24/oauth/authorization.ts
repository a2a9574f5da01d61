import { randomBytes } from 'node:crypto'
import type { Authorizing } from '#contract/accounts.ts'
import { err, ok, type Result } from '#contract/result.ts'
import type { Clock, Log, Timer } from '#core/ports.ts'
import { parsePortalAddress } from '../webhook.ts'
import { readAnswer, readPasted, type BrowserAnswer } from './answer.ts'
import type { OAuthApplication, OAuthTokens } from './application.ts'
import { startReceiver } from './loopback-receiver.ts'
import type { Outcome } from './result-page.ts'
import { createTokenEndpoint, refusedAuthorization } from './token-endpoint.ts'

export type AuthorizationOptions = {
  readonly application: OAuthApplication
  /** Opens the system's browser; false when there is none. */
  readonly openExternal: (url: string) => Promise<boolean>
  readonly ports?: readonly number[]
  readonly clock: Clock
  readonly timer: Timer
  readonly log: Log
}

export type Authorization = {
  readonly state: Authorizing
  /** The first pair of tokens, or why there is none. The ports are free when it resolves. */
  readonly done: Promise<Result<OAuthTokens>>
  /** Takes a code, or the whole address that the browser was sent to. After a refusal it may be tried again. */
  readonly paste: (text: string) => Result<null>
  readonly cancel: () => void
}

/** The addresses that can be entered into an application's card: `http://127.0.0.1:<port>/`. */
export const redirectPorts: readonly number[] = [47311, 47312, 47313]
/** A portal that refuses shows a page of its own and sends nobody back: only time tells. */
const limitMs = 3 * 60_000

/** Everything from "open the browser" to the first pair of tokens. */
export async function startAuthorization(options: AuthorizationOptions): Promise<Result<Authorization>> {
  const { application, openExternal, ports = redirectPorts, clock, timer, log } = options
  const typed = parsePortalAddress(application.portal)
  if (!typed.ok) return typed
  const { origin, host } = typed.value
  const expected = { state: randomBytes(32).toString('base64url'), host }
  const buyTokens = createTokenEndpoint({ application, timer })
  const abort = new AbortController()
  let resolve: (result: Result<OAuthTokens>) => void = () => {}
  const done = new Promise<Result<OAuthTokens>>(settle => { resolve = settle })
  let phase: 'waiting' | 'exchanging' | 'over' = 'waiting'

  const until = clock() + limitMs
  const cancelLimit = timer(limitMs, () => { end(err('sign-in-timed-out', `No answer within ${limitMs / 60_000} minutes`)) })
  const receiving = startReceiver(ports, fromBrowser)

  function fromBrowser(query: URLSearchParams): Outcome {
    const answer = readAnswer(query, expected)
    const taken = take(answer)
    if (taken.ok) return answer.kind === 'code' ? 'received' : 'refused'
    log('sign-in.refused', { code: taken.error.code })
    // The answer to this sign-in ends it, for better or worse; a stranger's leaves it waiting.
    if (taken.error.code === 'sign-in-mismatch') end(taken)
    return 'refused'
  }

  function take(answer: BrowserAnswer): Result<null> {
    if (phase !== 'waiting') return err('wrong-code', 'This sign-in has had its answer')
    switch (answer.kind) {
      case 'foreign':
        return err('wrong-code', 'Not an answer to this sign-in')
      case 'mismatch':
        return err('sign-in-mismatch', `The answer is of another portal than ${host}`)
      case 'refused':
        end(refusedAuthorization(answer.error))
        return ok(null)
      case 'code':
        void exchange(answer)
        return ok(null)
    }
  }

  async function exchange({ code, memberId }: Extract<BrowserAnswer, { kind: 'code' }>): Promise<void> {
    phase = 'exchanging'
    cancelLimit()
    const bought = await buyTokens({ kind: 'code', code, signal: abort.signal })
    end(bought.ok ? ofPortal(bought.value, origin, memberId) : bought)
  }

  function end(result: Result<OAuthTokens>): void {
    if (phase === 'over') return
    phase = 'over'
    cancelLimit()
    abort.abort()
    log('sign-in.ended', { code: result.ok ? 'ok' : result.error.code })
    void receiving.then(({ close }) => close()).then(() => { resolve(result) })
  }

  const query = new URLSearchParams({ client_id: application.clientId, state: expected.state })
  const authorizeUrl = `${origin}/oauth/authorize/?${query}`
  const { addresses } = await receiving
  const opened = await openExternal(authorizeUrl).catch(() => false)
  log('sign-in.started', { ports: addresses.length, opened })
  return ok({
    state: { host, authorizeUrl, opened, redirects: [...addresses], until },
    done,
    paste: text => take(readPasted(text, expected)),
    cancel: () => { end(err('cancelled', 'The sign-in was cancelled')) },
  })
}

/** The code came from the browser, the tokens from the authorization server: both have to mean the portal that was typed. */
function ofPortal(tokens: OAuthTokens, origin: string, memberId: string | null): Result<OAuthTokens> {
  const { origin: told, host } = new URL(tokens.clientEndpoint)
  if (told !== origin) return err('sign-in-mismatch', `The application belongs to ${host}`)
  if (memberId !== null && memberId !== tokens.memberId) return err('sign-in-mismatch', 'The code and the tokens are of different portals')
  return ok(tokens)
}
