import { join } from 'node:path'
import type { EventName, EventPayload, Input, MethodName, Output } from '#contract/contract.ts'
import type { Result } from '#contract/result.ts'
import type { NotificationRequest, Shell } from '#core/ports.ts'
import type { Keyring } from '#infra/secrets/keyring.ts'
import { createEngine, type EngineDeps } from '../create-engine.ts'
import { ratingsAtOnce } from './ratings-at-once.ts'

type Seen = { readonly event: EventName; readonly payload: unknown }

export type TestEngine = {
  readonly ask: <M extends MethodName>(name: M, input: Input<M>) => Promise<Result<Output<M>>>
  /** The answer, which has to be a good one. */
  readonly get: <M extends MethodName>(name: M, input: Input<M>) => Promise<Output<M>>
  readonly events: readonly Seen[]
  /** Waits for an event from now on. */
  readonly next: <E extends EventName>(name: E, wanted?: (payload: EventPayload<E>) => boolean) => Promise<EventPayload<E>>
  readonly notified: readonly NotificationRequest[]
  readonly close: () => Promise<void>
}

/** `rotated`: it seals with a new key, and still opens what the old one sealed; `new key`: the old one is gone. */
type System = 'none' | 'good' | 'fails' | 'rotated' | 'new key'

/** The keys that the system has, newest first. */
const systemKeys: Readonly<Record<System, readonly string[]>> = { none: [], fails: [], good: ['old'], rotated: ['new', 'old'], 'new key': ['new'] }

/** The computer around an engine: its key stores as the test wants them, kept over restarts of the engine. */
export function createComputer() {
  const stored = new Map<string, string>()
  const state = {
    system: 'none' as System,
    keyring: 'absent' as ReturnType<typeof keyringState>, opened: [] as string[],
  }
  function keyringState(): 'absent' | 'locked' | 'open' { return state.keyring }

  const mirrored = (text: string): string => [...Buffer.from(text).toString('base64')].toReversed().join('')
  const shell: Pick<Shell, 'seal' | 'unseal' | 'openExternal'> = {
    async seal(text) {
      const [newest] = systemKeys[state.system]
      return newest === undefined ? null : `${newest}:${mirrored(text)}`
    },
    async unseal(sealed) {
      if (state.system === 'fails') throw new Error('the keyring does not answer')
      const [key = '', data = ''] = sealed.split(':')
      const keys: readonly string[] = systemKeys[state.system]
      if (!keys.includes(key)) return null
      const text = Buffer.from([...data].toReversed().join(''), 'base64').toString()
      return { text, sealedAgain: key === keys[0] ? null : `${keys[0]}:${mirrored(text)}` }
    },
    async openExternal(url) {
      state.opened.push(url)
      return true
    },
  }
  const keyring: Keyring = {
    state: async () => state.keyring,
    get: async entry => (state.keyring === 'open' ? stored.get(entry) ?? null : null),
    async set(entry, text) {
      if (state.keyring === 'open') stored.set(entry, text)
      return state.keyring === 'open'
    },
    remove: async entry => { stored.delete(entry) },
  }
  return { state, stored, shell, keyring }
}
export type Computer = ReturnType<typeof createComputer>

/** An engine in the thread of the test, on real files and real HTTP. */
export async function startTestEngine(folder: string, { shell, keyring }: Computer, more: Partial<EngineDeps> = {}): Promise<TestEngine> {
  const events: Seen[] = []
  const listeners = new Set<(seen: Seen) => void>()
  const notified: NotificationRequest[] = []
  const started = await createEngine({
    config: {
      version: 'test', profileDir: join(folder, 'profile'), exportsDir: join(folder, 'exports'), locale: 'en', settings: ratingsAtOnce, pollSeconds: 1,
      demoPortal: { entry: new URL('../../simulator/worker.ts', import.meta.url).href, sessions: 100, seed: 3, pace: 0 },
    },
    shell: {
      ...shell, capabilities: { tray: false, nativeNotifications: true }, reveal: async () => false, resolveProxy: async () => null, saveSettings: async () => {},
      async notify(request) {
        notified.push(request)
        return true
      },
    },
    emit(event, payload) {
      events.push({ event, payload })
      for (const listener of listeners) listener({ event, payload })
    },
    keyring, redirectPorts: [0], checkOutput: true, ...more,
  })
  if (!started.ok) throw new Error(`${started.error.code}: ${started.error.message}`)
  const { dispatch, close } = started.value
  // The casts are safe: dispatch checks the answer against the contract.
  const ask: TestEngine['ask'] = async (name, input) => await dispatch(name, input) as never
  return {
    ask, events, notified, close,
    async get(name, input) {
      const reply = await ask(name, input)
      if (!reply.ok) throw new Error(`${name}: ${reply.error.code}: ${reply.error.message}`)
      return reply.value
    },
    next: (name, wanted = () => true) => new Promise(resolve => {
      const listener = ({ event, payload }: Seen): void => {
        if (event !== name || !wanted(payload as never)) return
        listeners.delete(listener)
        resolve(payload as never)
      }
      listeners.add(listener)
    }),
  }
}
