import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { KeptBy } from '#contract/accounts.ts'
import { err, ok, type Result } from '#contract/result.ts'
import type { Timer } from '#core/ports.ts'
import { createFileLock } from '../files/file-lock.ts'
import { createSecretFile, opens } from '../secrets/secret-file.ts'
import type { Asked, KeyHolder, Vault, Vaults } from '../secrets/vaults.ts'
import { secretName } from './account-folder.ts'
import { readSecret, writeSecret, type AccountSecret } from './account-secret.ts'

/** The secret of an account that runs: in memory, and in its file where it is kept at all. */
export type HeldSecret = {
  readonly keptBy: KeptBy
  /** What is stored now: another process may have renewed it. Null when that cannot be read. */
  readonly read: () => Promise<AccountSecret | null>
  /** On the disk when it resolves, unless it lives for this session alone. */
  readonly write: (secret: AccountSecret) => Promise<void>
  /** Runs alone among all processes that share the file. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>
}

export type SecretStore = {
  /** Writes the secret of an account down as `vault` says, in place of the one before. */
  readonly keep: (id: string, secret: AccountSecret, vault: Vault) => Promise<HeldSecret>
  /** How the secret of an account is kept; null: not at all. */
  readonly keptBy: (id: string) => Promise<Result<KeyHolder['tier'] | null>>
  /** Reads a kept secret. Whatever goes wrong, it stays where it is. */
  readonly open: (id: string, asked: Asked) => Promise<Result<{ readonly held: HeldSecret; readonly secret: AccountSecret }>>
  /** Deletes the secret and its key. */
  readonly forget: (id: string) => Promise<void>
  /** Lets go of a key made in vain. Where the account's file is under it, or cannot be read, it stays. */
  readonly release: (id: string, holder: KeyHolder) => Promise<void>
}

/** The secrets of all accounts, each in a file of its own in the account's folder. */
export function createSecretStore({ vaults, folder, timer }: { readonly vaults: Vaults; readonly folder: (id: string) => string; readonly timer: Timer }): SecretStore {
  const fileOf = (id: string) => createSecretFile(join(folder(id), secretName), id)

  function held(id: string, { holder, key }: { readonly holder: KeyHolder; readonly key: Buffer }): HeldSecret {
    const file = fileOf(id)
    return {
      keptBy: holder.tier,
      async read() {
        const text = await file.read(key)
        return text === null ? null : readSecret(text)
      },
      write: secret => file.write({ holder, key }, writeSecret(secret)),
      exclusively: createFileLock({ path: join(folder(id), `${secretName}.lock`), timer }),
    }
  }

  /** The new holder of a key that the system has sealed again is written down; until it is on the disk, the old one stays. */
  async function renewed(id: string, before: KeyHolder, { holder, key }: Vault): Promise<HeldSecret> {
    const kept = held(id, { holder: before, key })
    if (holder === null || isDeepStrictEqual(holder, before)) return kept
    const next = held(id, { holder, key })
    try {
      await next.exclusively(async () => {
        const now = await next.read()
        if (now !== null) await next.write(now)
      })
      return next
    } catch {
      return kept // the sign-in opens, and the system will say so again at the next start
    }
  }

  return {
    async keep(id, secret, { holder, key }) {
      if (holder === null) return holdInMemory(secret)
      const before = await fileOf(id).holder()
      const kept = held(id, { holder, key })
      await kept.write(secret)
      // Only now: until the new file is on the disk, the old key may still be needed.
      if (before.ok && before.value !== null) await vaults.forget(before.value)
      return kept
    },
    async keptBy(id) {
      const holder = await fileOf(id).holder()
      return holder.ok ? ok(holder.value?.tier ?? null) : holder
    },
    async open(id, asked) {
      const holder = await fileOf(id).holder()
      if (!holder.ok) return holder
      if (holder.value === null) return err('sign-in-locked', 'The sign-in was kept for one session and has ended')
      const vault = await vaults.open(holder.value, asked)
      if (!vault.ok) return vault
      const text = await opens(fileOf(id), vault.value)
      if (!text.ok) return text
      const secret = readSecret(text.value)
      if (secret === null) return err('sign-in-locked', 'The kept sign-in is of a newer version')
      return ok({ held: await renewed(id, holder.value, vault.value), secret })
    },
    async forget(id) {
      const holder = await fileOf(id).holder()
      if (holder.ok && holder.value !== null) await vaults.forget(holder.value)
      await fileOf(id).remove()
    },
    async release(id, holder) {
      const now = await fileOf(id).holder()
      if (now.ok && !isDeepStrictEqual(now.value, holder)) await vaults.forget(holder)
    },
  }
}

/** For this session alone, or until it is kept. */
export function holdInMemory(first: AccountSecret): HeldSecret {
  let secret = first
  let turn: Promise<unknown> = Promise.resolve()
  return {
    keptBy: 'session',
    read: async () => secret,
    async write(next) { secret = next },
    exclusively(work) {
      const mine = turn.then(work)
      turn = mine.catch(() => undefined)
      return mine
    },
  }
}
