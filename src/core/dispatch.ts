import { methods, type MethodName, type Output, type Parsed } from '#contract/contract.ts'
import { err, type AppError, type Result } from '#contract/result.ts'

type Reply<T> = Result<T> | Promise<Result<T>>

export type Handlers = { readonly [M in MethodName]: (input: Parsed<M>) => Reply<Output<M>> }

export type Dispatch = (name: string, payload: unknown) => Promise<Result<unknown>>

export type DispatchOptions = {
  /** Error values for what a full or vanished disk throws: nothing was saved then. Null for a bug. */
  readonly diskError?: (error: unknown) => AppError | null
  readonly onBug: (method: string, error: unknown) => void
  /** On in tests and development: an answer that breaks the contract is a bug of ours. */
  readonly checkOutput: boolean
}

/** One door for every face: Electron IPC, loopback HTTP, the command line and unit tests. */
export function createDispatch(handlers: Handlers, { diskError, onBug, checkOutput }: DispatchOptions): Dispatch {
  return async (name, payload) => {
    if (!Object.hasOwn(methods, name)) return err('unknown-method', name)
    const key = name as MethodName
    const input = methods[key].input.safeParse(payload)
    if (!input.success) return err('invalid-input', describe(input.error.issues[0], name))
    try {
      // The cast is safe: `key` selected both the schema and the handler.
      const reply = await (handlers[key] as (input: unknown) => Reply<unknown>)(input.data)
      if (checkOutput && reply.ok) methods[key].output.parse(reply.value)
      return reply
    } catch (error) {
      const known = diskError?.(error) ?? null
      if (known !== null) return { ok: false, error: known }
      onBug(name, error)
      return err('internal', `${name} failed unexpectedly; the log says more`)
    }
  }
}

function describe(issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined, name: string): string {
  if (!issue) return name
  const where = issue.path.map(String).join('.')
  return where === '' ? `${name}: ${issue.message}` : `${name}: ${where}: ${issue.message}`
}
