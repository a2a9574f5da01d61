import type { Target } from '#contract/alerts.ts'
import type { Capabilities } from '#contract/app.ts'
import type { EventName, EventPayload } from '#contract/contract.ts'
import type { Settings } from '#contract/settings.ts'

/** UTC epoch milliseconds of this computer. */
export type Clock = () => number

/** Runs `task` once after a delay; the returned function calls it off. */
export type Timer = (delayMs: number, task: () => void) => () => void

/** Fields must hold no secrets and no client text. */
export type Log = (event: string, fields?: Readonly<Record<string, string | number | boolean | null>>) => void

/** Tells every face that something changed. Call it after the commit, never inside a transaction. */
export type Emit = <E extends EventName>(event: E, payload: EventPayload<E>) => void

export type NotificationRequest = {
  readonly title: string
  readonly body: string
  /** What a click opens; null for a notification that is only to be read. */
  readonly target: Target | null
}

/** `sealedAgain`: the system has a new key, and this takes the place of the sealed text once it is stored; null: nothing to do. */
export type Unsealed = { readonly text: string; readonly sealedAgain: string | null }

/** What the engine asks of the face around it (Electron window, browser host, command line). */
export type Shell = {
  readonly capabilities: Capabilities
  /** False when the desktop did not take it; the page is told instead. Must not block or hang. */
  readonly notify: (request: NotificationRequest) => Promise<boolean>
  /** Shows a finished file in the system's file manager. */
  readonly reveal: (path: string) => Promise<boolean>
  /** Opens a portal address in the system's browser. The caller has checked it against the URL policy. */
  readonly openExternal: (url: string) => Promise<boolean>
  /** Encrypts a secret for the disk; null when the system offers no protection. */
  readonly seal: (plain: string) => Promise<string | null>
  /** Null when the secret cannot be read now; the sealed text must then be kept. */
  readonly unseal: (sealed: string) => Promise<Unsealed | null>
  /** The proxy that the system uses for an address, as `scheme://host:port`; null: none, or not known. */
  readonly resolveProxy: (url: string) => Promise<string | null>
  readonly saveSettings: (settings: Settings) => Promise<void>
}
