import { ok, type Result } from '#contract/result.ts'
import type { Clock, Log, Timer } from '#core/ports.ts'
import type { Portal } from '#core/portal/portal.ts'
import type { AccountSecret, OAuthSecret } from '#infra/accounts/account-secret.ts'
import { holdInMemory, type HeldSecret } from '#infra/accounts/held-secret.ts'
import { webhookAccess, type PortalAccess } from '#infra/bitrix24/access.ts'
import { createBitrixPortal, createPortalBucket } from '#infra/bitrix24/bitrix-portal.ts'
import type { Bucket } from '#infra/bitrix24/bucket.ts'
import type { TokenStore } from '#infra/bitrix24/oauth/application.ts'
import { oauthAccess } from '#infra/bitrix24/oauth/oauth-access.ts'
import { parseWebhook } from '#infra/bitrix24/webhook.ts'

/** A portal's client with the secret that it works with. */
export type Connection = {
  readonly portal: Portal
  /** As it is now: tokens are renewed along the way. */
  readonly secret: () => Promise<AccountSecret | null>
  /** Where the secret lives. */
  readonly held: () => HeldSecret
  /** From now on the secret lives there. */
  readonly hold: (held: HeldSecret) => void
  /** Resolves when no renewal is under way: its tokens would be lost with the process. */
  readonly settled: () => Promise<void>
}

/** Says nothing to the network yet. `held` is where the secret was read from; by default it lives in memory alone. */
export type Connect = (secret: AccountSecret, held?: HeldSecret) => Result<Connection>

export type ConnectDeps = {
  readonly clock: Clock
  readonly timer: Timer
  readonly log: Log
  /** Never jumps back; times the limiter. */
  readonly monotonic?: Clock
}

export function createConnect({ clock, timer, log, monotonic = () => performance.now() }: ConnectDeps): Connect {
  const buckets = new Map<string, Bucket>()

  function bucketOf({ host }: PortalAccess): Bucket {
    const bucket = buckets.get(host) ?? createPortalBucket(monotonic)
    buckets.set(host, bucket)
    return bucket
  }

  return (secret, first = holdInMemory(secret)) => {
    let held = first
    const renewals = new Set<Promise<unknown>>()

    const over = (access: PortalAccess): Connection => ({
      portal: createBitrixPortal({ access, clock, timer, log, monotonic, bucket: bucketOf(access) }),
      secret: () => held.read(),
      held: () => held,
      hold(next) { held = next },
      async settled() { await Promise.allSettled(renewals) },
    })

    if (secret.kind === 'webhook') {
      const webhook = parseWebhook(secret.url)
      return webhook.ok ? ok(over(webhookAccess(webhook.value))) : webhook
    }

    const store: TokenStore = {
      async read() {
        const now = await held.read()
        return now?.kind === 'oauth' ? now.tokens : null
      },
      write: tokens => held.write({ ...secret, tokens } satisfies OAuthSecret),
      exclusively(work) {
        const renewal = held.exclusively(work)
        renewals.add(renewal)
        return renewal.finally(() => { renewals.delete(renewal) })
      },
    }
    return ok(over(oauthAccess({ application: secret.application, tokens: secret.tokens, store, timer, log })))
  }
}
