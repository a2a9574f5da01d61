import type { Account, Keep, ListedAccount } from '#contract/accounts.ts'
import { err, ok, type ErrorCode, type Result } from '#contract/result.ts'
import type { Emit, Log } from '#core/ports.ts'
import type { Portal } from '#core/portal/portal.ts'
import type { AccountsFile, OldSecret } from '#infra/accounts/accounts-file.ts'
import { holdInMemory, type HeldSecret, type SecretStore } from '#infra/accounts/held-secret.ts'
import type { SignOut, SignOutMarks } from '#infra/accounts/sign-out-marks.ts'
import { diskError } from '#infra/files/file-sink.ts'
import type { Vault } from '#infra/secrets/vaults.ts'
import type { AccountRuntime } from './account-runtime.ts'
import type { Connection } from './connections.ts'
import type { createDemo } from './demo.ts'
import type { Reach, Reached } from './reach.ts'

export type AccountsDeps = {
  readonly file: AccountsFile
  readonly marks: SignOutMarks
  readonly secrets: SecretStore
  readonly reach: Reach
  readonly demo: ReturnType<typeof createDemo>
  readonly open: (account: Account, portal: Portal, emit: Emit) => Result<AccountRuntime>
  /** Unsent ratings in the ledger of an account that does not run. */
  readonly countUnsent: (id: string) => Result<number>
  readonly wipe: (id: string) => Promise<void>
  readonly emit: Emit
  readonly log: Log
}

/** An account of this profile; without `running` it is locked. */
type Seat = {
  readonly account: Account
  readonly running: { readonly runtime: AccountRuntime; readonly connection: Connection } | null
  /** Until a store of this computer has the secret. */
  readonly oldSecret?: OldSecret | undefined
}

/** Whoever has just been let in by a portal. `kept`: null where there is no secret to keep; `as-before`: of an account that runs. */
export type Newcomer = {
  readonly account: Omit<Account, 'keptBy'>
  readonly connection: Connection
  readonly kept: { readonly keep: Keep; readonly vault: Vault } | 'as-before' | null
}

/** Faults of the account's files, which a passphrase does not mend. */
const fileFaults: readonly ErrorCode[] = ['newer-data', 'damaged-data', 'disk']

export type Accounts = ReturnType<typeof createAccounts>

/** All accounts of the profile side by side, one of them on screen. One change at a time. */
export function createAccounts(deps: AccountsDeps) {
  const { file, marks, secrets, reach, demo, log } = deps
  const seats = new Map<string, Seat>()
  let current: string | null = null
  let closed = false
  let turn: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    const next = turn.then(async () => {
      if (closed) return err('engine-stopped', 'The engine has ended')
      const result = await onDisk(work)
      // However far it came, the page has to know what runs and what is on screen now.
      if (!result.ok && fileFaults.includes(result.error.code)) announce()
      return result
    })
    turn = next.catch(() => {})
    return next
  }

  function announce(): void {
    deps.emit('account.changed', runtime()?.account ?? null)
    deps.emit('accounts.changed', {})
  }

  /** Only the account on screen is told to the page; what waits in the others is in the list. */
  const emitFrom = (id: string): Emit => (event, payload) => {
    if (event === 'alerts.changed') deps.emit('accounts.changed', {})
    if (id === current || event === 'alerts.notify') deps.emit(event, payload)
  }

  const runtimeOf = (id: string): AccountRuntime | null => seats.get(id)?.running?.runtime ?? null
  const runtime = (): AccountRuntime | null => (current === null ? null : runtimeOf(current))

  function persist(): Promise<void> {
    return file.write({ current, accounts: [...seats.values()].map(({ account, oldSecret }) => ({ account, oldSecret })) })
  }

  async function show(id: string | null): Promise<void> {
    current = id
    await persist()
    announce()
  }

  async function takeUp(seat: Seat): Promise<Result<AccountRuntime>> {
    const reached = await reach(seat, { passphrase: null, mayAsk: false })
    return reached.ok ? run(reached.value) : reached
  }

  function run({ account, connection, oldSecret }: Reached): Result<AccountRuntime> {
    const opened = deps.open(account, connection.portal, emitFrom(account.id))
    if (opened.ok) seats.set(account.id, { account, running: { runtime: opened.value, connection }, oldSecret })
    else connection.portal.close()
    return opened
  }

  async function stop({ running, ...seat }: Seat): Promise<void> {
    // First of all, so that no question reaches a runtime whose files are being closed.
    seats.set(seat.account.id, { ...seat, running: null })
    await running?.runtime.close()
    await running?.connection.settled()
  }

  /** Takes up all kept sign-ins without asking the portals, so that a start offline shows the local copies. */
  const resume = (): Promise<Result<null>> => inTurn(async () => {
    const stored = await file.read()
    if (!stored.ok) return stored
    const leaving = await marks.all()
    for (const { account, oldSecret } of stored.value.accounts) {
      if (leaving.some(({ id }) => id === account.id)) continue
      // The file of the secret says how it is kept; the list only repeats it.
      const kept = account.kind === 'demo' || oldSecret ? null : await secrets.keptBy(account.id)
      const keptBy = kept?.ok ? kept.value ?? 'session' : account.keptBy
      seats.set(account.id, { account: { ...account, keptBy }, oldSecret, running: null })
    }
    current = stored.value.current !== null && seats.has(stored.value.current) ? stored.value.current : null
    const taken = await Promise.all([...seats.values()].map(takeUp))
    for (const result of taken) if (!result.ok) log('account.locked', { code: result.error.code })
    const fault = taken.find(result => !result.ok && fileFaults.includes(result.error.code))
    if (fault && !fault.ok && firstRunning() === null) return fault
    current ??= firstRunning()
    // A full disk is no reason to start without the local copies: the files of the secrets say how they are kept.
    const saved = seats.size > 0 || leaving.length > 0 ? await onDisk(async () => ok(await persist())) : ok(null)
    if (!saved.ok) log('accounts.not-saved', { code: saved.error.code })
    for (const signOut of leaving) {
      const left = await onDisk(() => leave(signOut, !saved.ok))
      if (!left.ok) log('account.not-left', { code: left.error.code })
    }
    return ok(null)
  })

  /** Signs in: keeps the secret, opens the files, puts the account on screen. Known data of the account is taken up. */
  const admit = ({ account, connection, kept }: Newcomer): Promise<Result<Account>> => inTurn(async () => {
    const before = seats.get(account.id)
    await marks.clear(account.id)
    // Before anything is written: a renewal under way would write over the new secret.
    if (before) await stop(before)
    const held = kept ? await keepSecret(account.id, connection, kept, before) : null
    const keptBy = held?.keptBy ?? 'none'
    // A store that was asked for and did not open replaces nothing.
    const oldSecret = keptBy === 'session' && kept !== null && kept !== 'as-before' && kept.keep.kind === 'store' ? before?.oldSecret : undefined
    const opened = run({ account: { ...account, keptBy }, connection, oldSecret })
    if (!opened.ok) {
      // Known as little as before; of an account that was known, the new sign-in is as good as the old one.
      if (!before) await secrets.forget(account.id)
      return opened
    }
    await show(account.id)
    opened.value.report.probe().catch((error: unknown) => { log('bug', { method: 'portal.probe', error: String(error) }) })
    return ok(opened.value.account)
  })

  async function keepSecret(id: string, connection: Connection, kept: NonNullable<Newcomer['kept']>, before: Seat | undefined): Promise<HeldSecret> {
    const secret = await connection.secret()
    if (secret === null) throw new Error('A sign-in lost its secret')
    const known = kept === 'as-before' ? before?.running?.connection.held() : undefined
    // Signed out while the browser was open: there is no place any more that it could be kept in.
    const held = kept === 'as-before' ? known ?? holdInMemory(secret) : await secrets.keep(id, secret, kept.vault)
    if (known) await known.write(secret)
    connection.hold(held)
    if (kept !== 'as-before' && kept.keep.kind === 'session') await secrets.forget(id)
    return held
  }

  /** The client of an account that runs, for whoever asks its portal something. */
  const connectionOf = (id: string): Connection | null => seats.get(id)?.running?.connection ?? null

  /** The key store's own questions are waited for outside the turn: the other accounts go on meanwhile. */
  async function unlock({ id, passphrase }: { readonly id: string; readonly passphrase: string | null }): Promise<Result<Account>> {
    const locked = seats.get(id)
    if (!locked) return err('not-found', 'There is no such account')
    const reached = locked.running ? null : await onDisk(() => reach(locked, { passphrase, mayAsk: true }))
    if (reached && !reached.ok) return reached
    return inTurn(async () => {
      // Somebody else may have been quicker, or the account may be gone.
      const seat = seats.get(id)
      if (reached && (!seat || seat.running)) reached.value.connection.portal.close()
      if (!seat) return err('not-found', 'There is no such account')
      await marks.clear(id)
      const opened = seat.running || !reached ? ok(null) : run(reached.value)
      if (!opened.ok) return opened
      await show(id)
      return ok(seats.get(id)?.account ?? seat.account)
    })
  }

  const switchTo = ({ id }: { readonly id: string }): Promise<Result<Account>> => inTurn(async () => {
    const seat = seats.get(id)
    if (!seat) return err('not-found', 'There is no such account')
    if (!seat.running) return err('sign-in-locked', 'The account is locked')
    await show(id)
    return ok(seat.running.runtime.account)
  })

  const signOut = ({ id, wipe, evenUnsent }: { readonly id: string; readonly wipe: boolean; readonly evenUnsent: boolean }): Promise<Result<null>> => inTurn(async () => {
    const seat = seats.get(id)
    if (!seat) return err('not-found', 'There is no such account')
    if (!evenUnsent) {
      const unsent = seat.running ? ok(seat.running.runtime.ratings.summary().unsent) : deps.countUnsent(id)
      if (!unsent.ok) return unsent
      if (unsent.value > 0) return err('unsent-ratings', `${unsent.value} ratings have not reached the portal`)
    }
    await stop(seat)
    if (seat.account.kind === 'demo') await demo.close()
    // However far it comes now, the next start does not bring the account back.
    const marked = await onDisk(async () => ok(await marks.set({ id, wipe })))
    if (!marked.ok) log('account.not-marked', { code: marked.error.code })
    // The secret first: whatever happens then, it is gone.
    await erase({ id, wipe })
    seats.delete(id)
    if (current === id) await show(firstRunning())
    else {
      await persist()
      deps.emit('accounts.changed', {})
    }
    await marks.clear(id)
    return ok(null)
  })

  async function erase({ id, wipe }: SignOut): Promise<void> {
    await secrets.forget(id)
    if (wipe) await deps.wipe(id)
  }

  /** Finishes a sign-out that a run before could not. While the list still has the account, its mark stays. */
  async function leave(signOut: SignOut, listed: boolean): Promise<Result<null>> {
    await erase(signOut)
    if (!listed) await marks.clear(signOut.id)
    return ok(null)
  }

  function firstRunning(): string | null {
    return [...seats].find(([, { running }]) => running !== null)?.[0] ?? null
  }

  const list = (): ListedAccount[] => [...seats].map(([id, { account, running }]) => ({
    account, state: running ? 'running' : 'locked', current: id === current,
    openAlerts: running ? running.runtime.alerts.openCount() : null,
  }))

  async function close(): Promise<void> {
    await inTurn(async () => {
      closed = true
      await Promise.all([...seats.values()].map(stop))
      await demo.close()
      return ok(null)
    })
  }

  return { runtime, runtimeOf, list, connectionOf, resume, admit, unlock, switchTo, signOut, close }
}

/** A full or read-only disk is an answer; anything else that throws is a bug. */
async function onDisk<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    const known = diskError(error)
    if (known === null) throw error
    return { ok: false, error: known }
  }
}
