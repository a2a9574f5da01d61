import type { Account, Keep } from '#contract/accounts.ts'
import { err, ok, type Result } from '#contract/result.ts'
import type { PortalIdentity } from '#core/portal/portal.ts'
import type { AccountSecret } from '#infra/accounts/account-secret.ts'
import type { SecretStore } from '#infra/accounts/held-secret.ts'
import type { OAuthApplication } from '#infra/bitrix24/oauth/application.ts'
import { parsePortalAddress } from '#infra/bitrix24/webhook.ts'
import type { Vaults } from '#infra/secrets/vaults.ts'
import type { Accounts, Newcomer } from './accounts.ts'
import type { createAuthorizing } from './authorizing.ts'
import type { Connect, Connection } from './connections.ts'
import type { createDemo } from './demo.ts'

export type SignInDeps = {
  readonly accounts: Pick<Accounts, 'admit' | 'connectionOf'>
  readonly vaults: Vaults
  readonly secrets: Pick<SecretStore, 'release'>
  readonly connect: Connect
  readonly demo: ReturnType<typeof createDemo>
  readonly authorizing: ReturnType<typeof createAuthorizing>
}

/** The ways in. Each asks the portal who it is before anything of an account that is there already is touched. */
export function createSignIn({ accounts, vaults, secrets, connect, demo, authorizing }: SignInDeps) {
  type Known = { readonly connection: Connection; readonly identity: PortalIdentity }

  async function identify(secret: AccountSecret): Promise<Result<Known>> {
    const connection = connect(secret)
    if (!connection.ok) return connection
    const { portal } = connection.value
    const identity = await portal.identify()
    if (identity.ok) return ok({ connection: connection.value, identity: identity.value })
    portal.close()
    return identity
  }

  async function webhook({ url, keep }: { readonly url: string; readonly keep: Keep }): Promise<Result<Account>> {
    const known = await identify({ kind: 'webhook', url })
    if (!known.ok) return known
    const { connection, identity } = known.value
    const account = { ...shown(identity), id: `${identity.host}-${identity.userId}`, kind: 'webhook' } as const
    const vault = await vaults.create(keep)
    return admit({ account, connection, kept: { keep, vault } })
  }

  /** A sign-in that did not happen leaves no client behind, and no key but the one that the account's file is under by now. */
  async function admit(newcomer: Newcomer): Promise<Result<Account>> {
    const { account: { id }, connection, kept } = newcomer
    const signedIn = await accounts.admit(newcomer)
    if (signedIn.ok) return signedIn
    if (accounts.connectionOf(id) !== connection) connection.portal.close()
    if (kept !== null && kept !== 'as-before' && kept.vault.holder !== null) await secrets.release(id, kept.vault.holder)
    return signedIn
  }

  async function oauth({ portal, clientId, clientSecret, keep }: { readonly portal: string; readonly clientId: string; readonly clientSecret: string; readonly keep: Keep }): Promise<Result<Account>> {
    const address = parsePortalAddress(portal)
    if (!address.ok) return address
    // Before the browser: a key store may have a question of its own, and tokens should not wait for its answer.
    const making = vaults.create(keep)
    const letIn = await authorize({ portal: address.value.origin, clientId, clientSecret }, making)
    const vault = await making
    if (letIn.ok) return admit({ ...letIn.value, kept: { keep, vault } })
    if (vault.holder !== null) await vaults.forget(vault.holder)
    return letIn
  }

  /** What is kept, and how, stays as it is. */
  async function again({ id }: { readonly id: string }): Promise<Result<Account>> {
    const secret = await accounts.connectionOf(id)?.secret() ?? null
    if (secret?.kind !== 'oauth') return err('not-found', 'The account has no application that is known')
    // Where the portal is now: it may have been renamed since its address was typed.
    const letIn = await authorize({ ...secret.application, portal: new URL(secret.tokens.clientEndpoint).origin })
    if (!letIn.ok) return letIn
    const { account, connection } = letIn.value
    if (account.id === id) return admit({ account, connection, kept: 'as-before' })
    connection.portal.close()
    return err('sign-in-mismatch', 'Somebody else is signed in to the portal in that browser')
  }

  async function authorize(application: OAuthApplication, ready?: Promise<unknown>): Promise<Result<Omit<Newcomer, 'kept'>>> {
    const tokens = await authorizing.run(application, ready)
    if (!tokens.ok) return tokens
    const known = await identify({ kind: 'oauth', application, tokens: tokens.value })
    if (!known.ok) return known
    const { connection, identity } = known.value
    return ok({ account: { ...shown(identity), id: `${tokens.value.memberId}-${identity.userId}`, kind: 'oauth' }, connection })
  }

  async function enterDemo(): Promise<Result<Account>> {
    const url = await demo.webhook()
    if (!url.ok) return url
    const known = await identify({ kind: 'webhook', url: url.value })
    if (!known.ok) return known
    const { connection, identity } = known.value
    return admit({ account: { ...shown(identity), id: 'demo', kind: 'demo', host: 'demo' }, connection, kept: null })
  }

  return { webhook, oauth, again, demo: enterDemo }
}

function shown({ host, userId, userName, zoneMinutes }: PortalIdentity): Pick<Account, 'host' | 'userId' | 'userName' | 'zoneMinutes'> {
  return { host, userId, userName, zoneMinutes }
}
