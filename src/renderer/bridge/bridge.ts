import type { EventName, EventPayload, Input, MethodName, Output } from '#contract/contract.ts'
import type { AppError, ErrorCode, Result } from '#contract/result.ts'

/** An expected failure, thrown because TanStack Query wants throws. Words for the code: `i18n/error-words.ts`. */
export class CallError extends Error {
  readonly code: ErrorCode

  constructor(error: AppError) {
    super(error.message)
    this.name = 'CallError'
    this.code = error.code
  }
}

/** What carries calls and events; the preload script offers the same shape. */
export type Transport = {
  readonly call: (name: string, payload: unknown) => Promise<Result<unknown>>
  readonly on: (event: string, listener: (payload: unknown) => void) => () => void
}

export type Bridge = {
  readonly call: <M extends MethodName>(name: M, payload: Input<M>) => Promise<Output<M>>
  readonly on: <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) => () => void
}

/** The only place where an error value turns into a throw. */
export function createBridge(transport: Transport): Bridge {
  return {
    async call<M extends MethodName>(name: M, payload: Input<M>) {
      const reply = await transport.call(name, payload)
      if (!reply.ok) throw new CallError(reply.error)
      // The engine's door answers with what the contract says for this name; tests check every answer against it.
      return reply.value as Output<M>
    },
    // Same contract: the engine emits only typed payloads.
    on: (event, listener) => transport.on(event, payload => listener(payload as EventPayload<typeof event>)),
  }
}
