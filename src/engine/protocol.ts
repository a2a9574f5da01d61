import type { Capabilities } from '#contract/app.ts'
import type { EventName } from '#contract/contract.ts'
import type { Result } from '#contract/result.ts'
import type { Shell } from '#core/ports.ts'
import type { EngineConfig } from './engine-api.ts'

/** What the engine's thread is started with. */
export type EngineThreadData = { readonly config: EngineConfig; readonly capabilities: Capabilities; readonly checkOutput: boolean }

/** The parts of the face that the engine's thread calls across the border. */
export const shellCalls = ['notify', 'reveal', 'openExternal', 'seal', 'unseal', 'resolveProxy', 'saveSettings'] as const
export type ShellCall = (typeof shellCalls)[number]

export type ToThread =
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly payload: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'close' }

export type FromThread =
  | { readonly type: 'started'; readonly result: Result<null> }
  | { readonly type: 'reply'; readonly id: number; readonly result: Result<unknown> }
  | { readonly type: 'event'; readonly event: EventName; readonly payload: unknown }
  | { readonly type: 'ask'; readonly id: number; readonly call: ShellCall; readonly argument: Parameters<Shell[ShellCall]>[0] }
  | { readonly type: 'closed' }
