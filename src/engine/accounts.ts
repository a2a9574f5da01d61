import { join } from 'node:path'
import type { Account } from '#contract/accounts.ts'
import { err, ok, type Result } from '#contract/result.ts'
import type { Emit, Log, Shell } from '#core/ports.ts'
import type { Portal } from '#core/portal/portal.ts'
import type { AccountsFile, StoredSecret } from '#infra/accounts/accounts-file.ts'
import type { DemoPortal } from '#infra/demo/demo-portal.ts'
import type { AccountRuntime } from './account-runtime.ts'

export type AccountsDeps = {
  readonly file: AccountsFile
  readonly shell: Shell
  /** Checks the text of a webhook and builds the client for it; says nothing to the network yet. */
  readonly connect: (webhook: string) => Result<Portal>
  readonly startDemo: () => Promise<Result<DemoPortal>>
  readonly open: (account: Account, portal: Portal) => Result<AccountRuntime>
  readonly emit: Emit
  readonly log: Log
}

export type Accounts = ReturnType<typeof createAccounts>

/** Who is signed in, and what runs because of it. One sign-in, sign-out or start at a time. */
export function createAccounts({ file, shell, connect, startDemo, open, emit, log }: AccountsDeps) {
  let runtime: AccountRuntime | null = null
  let demo: DemoPortal | null = null
  let turn: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = turn.then(work)
    turn = next.catch(() => {})
    return next
  }

  /** Takes up the remembered sign-in without asking the portal, so that a start offline shows the local copy. */
  const resume = (): Promise<Result<Account | null>> => inTurn(async () => {
    const stored = await file.current()
    if (stored === null) return ok(null)
    const webhook = await secretOf(stored.secret)
    if (!webhook.ok) {
      // A secret that cannot be read now may be readable tomorrow: it stays where it is.
      log('account.locked', { code: webhook.error.code })
      return ok(null)
    }
    const portal = connect(webhook.value)
    if (!portal.ok) return portal
    return enter(stored.account, portal.value)
  })

  async function secretOf(secret: StoredSecret): Promise<Result<string>> {
    if (secret.kind === 'plain') return ok(secret.text)
    if (secret.kind === 'none') return demoWebhook()
    const text = await shell.unseal(secret.text)
    return text === null ? err('forbidden', 'The system’s key store did not open the stored sign-in') : ok(text)
  }

  async function demoWebhook(): Promise<Result<string>> {
    if (demo === null) {
      const started = await startDemo()
      if (!started.ok) return started
      demo = started.value
    }
    return ok(demo.webhook)
  }

  const signInWebhook = ({ url, remember }: { readonly url: string; readonly remember: boolean }): Promise<Result<Account>> => inTurn(async () => {
    const portal = connect(url)
    if (!portal.ok) return portal
    const identity = await portal.value.identify()
    if (!identity.ok) {
      portal.value.close()
      return identity
    }
    const { host, userId, userName, zoneMinutes } = identity.value
    const account: Account = { id: `${host}-${userId}`, kind: 'webhook', host, userId, userName, zoneMinutes, remembered: remember }
    const entered = await enter(account, portal.value)
    if (!entered.ok) return entered
    if (remember) {
      const sealed = await shell.seal(url)
      await file.setCurrent(account, sealed === null ? { kind: 'plain', text: url } : { kind: 'sealed', text: sealed })
    } else {
      await file.clear()
    }
    return entered
  })

  const signInDemo = (): Promise<Result<Account>> => inTurn(async () => {
    const webhook = await demoWebhook()
    if (!webhook.ok) return webhook
    const portal = connect(webhook.value)
    if (!portal.ok) return portal
    const identity = await portal.value.identify()
    if (!identity.ok) return identity
    const { userId, userName, zoneMinutes } = identity.value
    const account: Account = { id: 'demo', kind: 'demo', host: 'demo', userId, userName, zoneMinutes, remembered: true }
    const entered = await enter(account, portal.value)
    if (entered.ok) await file.setCurrent(account, { kind: 'none' })
    return entered
  })

  /** The one before stays until the new one is known to be good, and leaves before the new one opens its files. */
  async function enter(account: Account, portal: Portal): Promise<Result<Account>> {
    await leave(account.kind !== 'demo')
    const opened = open(account, portal)
    if (!opened.ok) {
      portal.close()
      return opened
    }
    runtime = opened.value
    emit('account.changed', account)
    return ok(account)
  }

  async function leave(andDemo: boolean): Promise<void> {
    await runtime?.close()
    runtime = null
    if (!andDemo) return
    await demo?.close()
    demo = null
  }

  const signOut = (): Promise<void> => inTurn(async () => {
    await leave(true)
    await file.clear()
    emit('account.changed', null)
  })

  return {
    runtime: () => runtime,
    resume,
    signInWebhook,
    signInDemo,
    signOut,
    close: (): Promise<void> => inTurn(() => leave(true)),
  }
}

/** Where an account's files lie. Hosts and ports hold characters that not every file system takes. */
export function accountFolder(profileDir: string, id: string): string {
  return join(profileDir, 'accounts', id.replace(/[^\w.-]/g, '_'))
}
