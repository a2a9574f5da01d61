import type { Account } from '#contract/accounts.ts'
import { ok, type Result } from '#contract/result.ts'
import type { Shell } from '#core/ports.ts'
import type { StoredAccount } from '#infra/accounts/accounts-file.ts'
import type { SecretStore } from '#infra/accounts/held-secret.ts'
import { readOldSecret } from '#infra/accounts/old-secret.ts'
import type { Asked, Vaults } from '#infra/secrets/vaults.ts'
import type { Connect, Connection } from './connections.ts'
import type { createDemo } from './demo.ts'

export type ReachDeps = {
  readonly secrets: SecretStore
  readonly vaults: Vaults
  readonly connect: Connect
  readonly demo: ReturnType<typeof createDemo>
  readonly unseal: Shell['unseal']
}

/** An account whose secret could be read. `oldSecret`: stays where it is, because no store of this computer has it. */
export type Reached = { readonly account: Account; readonly connection: Connection; readonly oldSecret: StoredAccount['oldSecret'] }

/** A client for a kept sign-in; the portal is not asked, and none of the account's files is opened but the secret's. */
export type Reach = (stored: StoredAccount, asked: Asked) => Promise<Result<Reached>>

export function createReach({ secrets, vaults, connect, demo, unseal }: ReachDeps): Reach {
  /** Moves the secret into a store of this computer if there is one; else it stays where it is. */
  async function reachOld(account: Account, oldSecret: NonNullable<StoredAccount['oldSecret']>, { mayAsk }: Asked): Promise<Result<Reached>> {
    const secret = await readOldSecret(oldSecret, unseal, mayAsk)
    if (!secret.ok) return secret
    const connection = connect(secret.value)
    if (!connection.ok) return connection
    const held = await secrets.keep(account.id, secret.value, await vaults.create({ kind: 'store' }))
    if (held.keptBy === 'session') return reachedBy(account, connection, oldSecret)
    connection.value.hold(held)
    return reachedBy({ ...account, keptBy: held.keptBy }, connection)
  }

  return async ({ account, oldSecret }, asked) => {
    if (account.kind === 'demo') {
      const webhook = await demo.webhook()
      return webhook.ok ? reachedBy(account, connect({ kind: 'webhook', url: webhook.value })) : webhook
    }
    const kept = await secrets.keptBy(account.id)
    if (oldSecret && !(kept.ok && kept.value !== null)) return reachOld(account, oldSecret, asked)
    const opened = await secrets.open(account.id, asked)
    if (!opened.ok) return opened
    const { held, secret } = opened.value
    // A portal may have been renamed since the sign-in.
    const host = secret.kind === 'oauth' ? new URL(secret.tokens.clientEndpoint).host : account.host
    return reachedBy({ ...account, host, keptBy: held.keptBy }, connect(secret, held))
  }
}

function reachedBy(account: Account, connection: Result<Connection>, oldSecret?: StoredAccount['oldSecret']): Result<Reached> {
  return connection.ok ? ok({ account, connection: connection.value, oldSecret }) : connection
}
