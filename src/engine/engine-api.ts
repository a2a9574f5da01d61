import type { EventName, EventPayload } from '#contract/contract.ts'
import type { Result } from '#contract/result.ts'
import type { Shell } from '#core/ports.ts'

/** Everything an engine needs to know; plain data, because it crosses into the engine's thread. */
export type EngineConfig = {
  readonly version: string
  /** Absolute path of the profile folder; created if it is missing. */
  readonly profileDir: string
  /** Absolute path of the folder that exports go to; created when the first file is written. */
  readonly exportsDir: string
  /** BCP 47 tag of the operating system's language. */
  readonly locale: string
  /** Settings as this face stored them; anything unreadable falls back to the defaults. */
  readonly settings: unknown
  /** The demo portal's worker script as a file URL. A path and not an import: the portal shares no code with the product. */
  readonly demoPortal: { readonly entry: string; readonly sessions: number; readonly seed: number; readonly pace: number }
  /** Seconds between two looks at the portal. */
  readonly pollSeconds: number
}

/** One engine on one profile, as every face sees it. */
export type Engine = {
  readonly dispatch: (name: string, payload: unknown) => Promise<Result<unknown>>
  readonly on: (listener: EngineListener) => () => void
  /** For what starts in the face itself, such as a click on a notification. */
  readonly emit: <E extends EventName>(event: E, payload: EventPayload<E>) => void
  /** Finishes what is being written, closes the databases, ends the thread. */
  readonly close: () => Promise<void>
}

export type EngineListener = (event: EventName, payload: unknown) => void

export type StartEngine = (options: {
  readonly config: EngineConfig
  readonly shell: Shell
  /** The engine thread died; the face should say so and end. */
  readonly onCrash: (message: string) => void
}) => Promise<Result<Engine>>
