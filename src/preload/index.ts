import { contextBridge, ipcRenderer } from 'electron'
import { eventNames, methodNames } from '#contract/names.ts'
import { CALL_CHANNEL, EVENT_CHANNEL } from './channels.ts'

type Listener = (payload: unknown) => void

const methods: ReadonlySet<string> = new Set(methodNames)
const listeners = new Map<string, Set<Listener>>(eventNames.map(name => [name, new Set()]))

// One listener for all events. The page's own never see Electron's event object: it leads back to the main process.
ipcRenderer.on(EVENT_CHANNEL, (_event, name: unknown, payload: unknown) => {
  for (const listener of listeners.get(String(name)) ?? []) listener(payload)
})

contextBridge.exposeInMainWorld('linewatch', {
  /** Asks the engine; the answer is a `Result`. */
  call(name: string, payload: unknown): Promise<unknown> {
    if (methods.has(name)) return ipcRenderer.invoke(CALL_CHANNEL, name, payload)
    return Promise.resolve({ ok: false, error: { code: 'unknown-method', message: String(name) } })
  },

  /** Listens to one of the engine's events; the returned function ends it. */
  on(name: string, listener: Listener): () => void {
    const known = listeners.get(name)
    if (!known) throw new Error(`There is no event ${name}`)
    known.add(listener)
    return () => void known.delete(listener)
  },
})
