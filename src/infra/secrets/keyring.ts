import type * as keyring from '@napi-rs/keyring'
import { inTime, promptMs, quietMs } from './in-time.ts'
import { secretServiceState } from './secret-service.ts'

/** `locked`: it would first ask the user for its own password. */
export type KeyringState = 'absent' | 'locked' | 'open'

/** The desktop's store of passwords. None of these rejects, and none hangs. */
export type Keyring = {
  readonly state: () => Promise<KeyringState>
  /** Null: not there, or not to be had now. `mayAsk`: the user is there to answer the store's own questions. */
  readonly get: (entry: string, mayAsk: boolean) => Promise<string | null>
  /** Whether it was stored and can be read back. */
  readonly set: (entry: string, text: string) => Promise<boolean>
  readonly remove: (entry: string) => Promise<void>
}

const SERVICE = 'Linewatch'

type Native = Pick<typeof keyring, 'AsyncEntry'>

export type KeyringOptions = {
  readonly platform: string
  /** The desktop's bus, null where there is none. Asked on Linux alone. */
  readonly busAddress: string | null
  /** A missing prebuilt module means that there is no such store here. */
  readonly load?: () => Promise<Native>
}

/** Secret Service on Linux, Credential Manager on Windows, Keychain on macOS. */
export function createKeyring({ platform, busAddress, load = () => import('@napi-rs/keyring') }: KeyringOptions): Keyring {
  let loading: Promise<Native | null> | null = null
  const native = (): Promise<Native | null> => loading ??= load().catch(() => null)

  async function state(): Promise<KeyringState> {
    if (await native() === null) return 'absent'
    // Asked over the bus first: the module waits for a stuck service on the very thread that calls it.
    return platform === 'linux' ? secretServiceState(busAddress) : 'open'
  }

  /** Without the pin Linux falls back to the kernel's keyring, which forgets everything at the end of the process. */
  async function entryOf(name: string): Promise<InstanceType<Native['AsyncEntry']> | null> {
    const loaded = await native()
    return loaded && new loaded.AsyncEntry(SERVICE, name, { linux: { store: 'secret-service' } })
  }

  async function get(name: string, mayAsk: boolean): Promise<string | null> {
    const now = await state()
    if (now === 'absent' || (now === 'locked' && !mayAsk)) return null
    const read = async (): Promise<string | null> => await (await entryOf(name))?.getPassword() ?? null
    return inTime(read(), mayAsk ? promptMs : quietMs, null)
  }

  return {
    state,
    get,
    async set(name, text) {
      if (await state() === 'absent') return false
      const write = async (): Promise<boolean> => {
        const entry = await entryOf(name)
        await entry?.setPassword(text)
        return await entry?.getPassword() === text
      }
      return inTime(write(), promptMs, false)
    },
    async remove(name) {
      if (await state() !== 'open') return
      await inTime((async () => { await (await entryOf(name))?.deletePassword() })(), quietMs, undefined)
    },
  }
}
