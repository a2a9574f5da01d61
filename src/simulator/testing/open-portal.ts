import { startPortal } from '../server.ts'
import type { Portal, PortalOptions } from '../server.ts'

/** A Wednesday, two in the afternoon by the portal's clock. */
export const ANCHOR = Date.UTC(2026, 9, 14, 11, 0, 0)

/** No test but those of the limiter wants to meet it. */
const unlimited = { drainPerSecond: 1e9, burst: 1e9 }

export type Reply = { readonly status: number; readonly body: Record<string, unknown> }

export type SessionRow = {
  readonly id: number
  readonly configId: number
  readonly source: string
  readonly operatorId: number | null
  readonly userId: number
  readonly userCode: string
  readonly chatId: number
  readonly dateCreate: string
  readonly dateClose: string | null
  readonly dateFirstAnswer: string | null
  readonly dateOperatorAnswer: string | null
  readonly status: string
  readonly closeReason: string | null
  readonly vote: string
  readonly voteHead: number | null
  readonly commentHead: string | null
  readonly crmEntityType: string | null
  readonly crmEntityId: number | null
  readonly queueTransfers: number
  readonly waitAnswer: number | null
  readonly waitClose: number | null
  readonly kpiFirstAnswer: boolean | null
  readonly messageCount: number
}

export type SessionPage = { readonly sessions: readonly SessionRow[]; readonly hasNextPage: boolean }

export type TestPortal = Awaited<ReturnType<typeof openPortal>>

/** A small quiet portal with a clock that only the test moves, and short ways to talk to it. */
export async function openPortal(options: PortalOptions = {}) {
  const time = { now: options.now ?? ANCHOR }
  const portal: Portal = await startPortal({ sessions: 400, pace: 0, rate: unlimited, now: ANCHOR, clock: () => time.now, ...options })

  async function post(url: string, params: unknown): Promise<Reply> {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(params) })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  const call = (method: string, params: unknown = {}) => post(portal.webhook + method, params)

  async function result<T = Record<string, unknown>>(method: string, params: unknown = {}): Promise<T> {
    const { status, body } = await call(method, params)
    if (status !== 200) throw new Error(`${method}: ${status} ${JSON.stringify(body)}`)
    return body['result'] as T
  }

  async function sessions(params: Record<string, unknown> = {}): Promise<SessionRow[]> {
    const found: SessionRow[] = []
    for (let offset = 0; ; offset += 200) {
      const page = await result<SessionPage>('imopenlines.v2.Session.list', { ...params, offset, limit: 200 })
      found.push(...page.sessions)
      if (!page.hasNextPage) return found
    }
  }

  /** All that the portal holds, straight from its store. */
  async function* dump(): AsyncGenerator<Record<string, unknown>> {
    for (let from: number | null = 0; from !== null; ) {
      const { body } = await post(`${portal.controlUrl}/dump`, { from })
      yield* body['rows'] as Record<string, unknown>[]
      from = body['next'] as number | null
    }
  }

  return {
    portal,
    time,
    dump,
    post,
    call,
    result,
    sessions,
    /** The error code of a call that is expected to fail. */
    errorOf: async (method: string, params: unknown = {}) => {
      const { status, body } = await call(method, params)
      return `${status} ${String(body['error'])}`
    },
    control: (command: string, params: unknown = {}) => post(`${portal.controlUrl}/${command}`, params),
    /** Moves the clock and lets everything that became due happen. */
    advance: (seconds: number) => {
      time.now += seconds * 1000
      portal.tick()
    },
    close: portal.close,
  }
}
