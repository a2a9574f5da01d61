import type { Authorizing } from '#contract/accounts.ts'
import { err, ok, type Result } from '#contract/result.ts'
import type { Emit } from '#core/ports.ts'
import type { OAuthApplication, OAuthTokens } from '#infra/bitrix24/oauth/application.ts'
import type { Authorization } from '#infra/bitrix24/oauth/authorization.ts'

export type AuthorizingDeps = {
  readonly start: (application: OAuthApplication) => Promise<Result<Authorization>>
  readonly emit: Emit
}

/** The one sign-in that waits for the browser. Another one takes its place. */
export function createAuthorizing({ start, emit }: AuthorizingDeps) {
  let waiting: Authorization | null = null
  /** Counts the sign-ins: one that is overtaken while it starts ends at once. */
  let latest = 0

  /** `ready`: what the browser has to wait for. Calling off holds from the first moment. */
  async function run(application: OAuthApplication, ready?: Promise<unknown>): Promise<Result<OAuthTokens>> {
    cancel()
    const mine = latest
    // The ports of the one before are free only then.
    await Promise.all([ready, waiting?.done])
    if (mine !== latest) return err('cancelled', 'The sign-in was cancelled')
    const started = await start(application)
    if (!started.ok) return started
    if (mine === latest) {
      waiting = started.value
      emit('account.authorizing', waiting.state)
    } else {
      started.value.cancel()
    }
    const tokens = await started.value.done
    if (waiting === started.value) {
      waiting = null
      emit('account.authorizing', null)
    }
    return tokens
  }

  function cancel(): Result<null> {
    latest += 1
    waiting?.cancel()
    return ok(null)
  }

  return {
    run,
    cancel,
    state: (): Authorizing | null => waiting?.state ?? null,
    paste: (text: string): Result<null> => waiting?.paste(text) ?? err('not-found', 'No sign-in waits for a code'),
  }
}
