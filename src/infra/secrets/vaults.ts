import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Keep, Keeping } from '#contract/accounts.ts'
import { err, ok, type Result } from '#contract/result.ts'
import type { Shell } from '#core/ports.ts'
import { inTime, promptMs, quietMs } from './in-time.ts'
import type { Keyring } from './keyring.ts'
import { deriveKey, derivationSchema, newDerivation } from './passphrase.ts'
import { KEY_BYTES } from './sealed-box.ts'

/** How the key of a kept secret is to be had again. Holds nothing that opens it by itself. */
export const keyHolderSchema = z.discriminatedUnion('tier', [
  /** The key, sealed by the operating system. */
  z.strictObject({ tier: z.literal('system'), sealed: z.string() }),
  /** The name under which the desktop's key store has it. */
  z.strictObject({ tier: z.literal('keyring'), entry: z.string() }),
  z.strictObject({ tier: z.literal('passphrase'), derivation: derivationSchema }),
])
export type KeyHolder = z.output<typeof keyHolderSchema>

/**
 * A key, and how it is to be had at the next start; null: not at all. The key stays in memory, so that renewed tokens can
 * be written down while the store is locked.
 */
export type Vault = { readonly holder: KeyHolder | null; readonly key: Buffer }

/** `passphrase`: null also where none is needed. `mayAsk`: the user is there to answer a key store's own questions. */
export type Asked = { readonly passphrase: string | null; readonly mayAsk: boolean }

const notGiven = err('sign-in-locked', 'The key store did not give the key of the sign-in')

export type Vaults = {
  readonly keeping: () => Promise<Keeping>
  /** A store that is asked for and does not work makes a vault of this session alone. */
  readonly create: (keep: Keep) => Promise<Vault>
  /** With another holder than before where the system has sealed the key again: that one is to be stored. */
  readonly open: (holder: KeyHolder, asked: Asked) => Promise<Result<Vault>>
  /** The key is no longer needed. */
  readonly forget: (holder: KeyHolder) => Promise<void>
}

/** The ways of keeping a secret, best first: the system through the face, the desktop's key store, a passphrase, this session. */
export function createVaults({ shell, keyring }: { readonly shell: Pick<Shell, 'seal' | 'unseal'>; readonly keyring: Keyring }): Vaults {
  /** Read back at once: a store that takes what it cannot give is none. */
  async function seal(text: string, ms: number): Promise<string | null> {
    const sealed = await inTime(shell.seal(text), ms, null)
    return sealed !== null && (await inTime(shell.unseal(sealed), ms, null))?.text === text ? sealed : null
  }

  async function bySystem(): Promise<Vault | null> {
    const key = randomBytes(KEY_BYTES)
    const sealed = await seal(key.toString('base64'), promptMs)
    return sealed === null ? null : { holder: { tier: 'system', sealed }, key }
  }

  async function byKeyring(): Promise<Vault | null> {
    const key = randomBytes(KEY_BYTES)
    // A name of its own for every sign-in: two programs on one desktop never replace each other's keys.
    const entry = randomUUID()
    return await keyring.set(entry, key.toString('base64')) ? { holder: { tier: 'keyring', entry }, key } : null
  }

  async function byPassphrase(passphrase: string): Promise<Vault> {
    const derivation = newDerivation()
    return { holder: { tier: 'passphrase', derivation }, key: await deriveKey(passphrase, derivation) }
  }

  async function create(keep: Keep): Promise<Vault> {
    if (keep.kind === 'passphrase') return byPassphrase(keep.passphrase)
    const kept = keep.kind === 'store' ? await bySystem() ?? await byKeyring() : null
    return kept ?? { holder: null, key: randomBytes(KEY_BYTES) }
  }

  async function open(holder: KeyHolder, { passphrase, mayAsk }: Asked): Promise<Result<Vault>> {
    if (holder.tier === 'passphrase') {
      if (passphrase === null) return err('sign-in-locked', 'The sign-in waits for its passphrase')
      return ok({ holder, key: await deriveKey(passphrase, holder.derivation) })
    }
    if (holder.tier === 'system') return openSealed(holder, mayAsk ? promptMs : quietMs)
    const text = await keyring.get(holder.entry, mayAsk)
    return text === null ? notGiven : ok({ holder, key: Buffer.from(text, 'base64') })
  }

  /** A text that was sealed again counts like any other only once it gave back what it took. */
  async function openSealed(holder: Extract<KeyHolder, { tier: 'system' }>, ms: number): Promise<Result<Vault>> {
    const unsealed = await inTime(shell.unseal(holder.sealed), ms, null)
    if (unsealed === null) return notGiven
    const { text, sealedAgain } = unsealed
    const key = Buffer.from(text, 'base64')
    if (sealedAgain === null || (await inTime(shell.unseal(sealedAgain), ms, null))?.text !== text) return ok({ holder, key })
    return ok({ holder: { tier: 'system', sealed: sealedAgain }, key })
  }

  return {
    create,
    open,
    async keeping() {
      if (await seal('probe', quietMs) !== null) return { store: 'system' }
      return { store: await keyring.state() === 'absent' ? null : 'keyring' }
    },
    async forget(holder) {
      if (holder.tier === 'keyring') await keyring.remove(holder.entry)
    },
  }
}
