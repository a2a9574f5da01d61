import { onTestFinished } from 'vitest'
import type { Portal } from '#core/portal/portal.ts'
import { webhookAccess } from '../access.ts'
import { createBitrixPortal, type BitrixPortalOptions } from '../bitrix-portal.ts'
import { commandsOf, refuse, sendJson, startScriptedServer, time, type ScriptedCall, type ScriptedServer } from './scripted-server.ts'

export type LogEntry = { readonly event: string; readonly fields: unknown }

/** A portal client in front of a scripted server; both end with the test. Pauses cost no time. */
export async function openPortal(
  script: (call: ScriptedCall) => unknown, options: Partial<BitrixPortalOptions> = {},
): Promise<{ readonly portal: Portal; readonly server: ScriptedServer; readonly log: readonly LogEntry[] }> {
  const server = await startScriptedServer(script)
  const log: LogEntry[] = []
  const portal = createBitrixPortal({
    access: webhookAccess(server.webhook),
    clock: Date.now,
    log: (event, fields) => log.push({ event, fields }),
    random: () => 0,
    // Faults are tested here, not the rate.
    rate: { perSecond: 100_000, burst: 50 },
    ...options,
  })
  onTestFinished(async () => {
    portal.close()
    await server.close()
  })
  return { portal, server, log }
}

export class PortalRefusal extends Error {
  readonly code: string

  constructor(code: string, description = '') {
    super(description)
    this.code = code
  }
}

/** The answer of a classic list that was asked to count. */
export class CountedList {
  readonly rows: unknown
  readonly total: number

  constructor(rows: unknown, total: number) {
    this.rows = rows
    this.total = total
  }
}

export type Answers = (method: string, query: URLSearchParams, key: string) => unknown

/** Answers every command of a batch, and single calls too, by method; a `PortalRefusal` becomes an error. */
export function answering(answers: Answers): (call: ScriptedCall) => unknown {
  return call => {
    if (call.method !== 'batch') {
      const answer = answers(call.method, flatQuery(call.body), '')
      if (answer instanceof PortalRefusal) return refuse(call.response, 400, answer.code, answer.message)
      return sendJson(call.response, 200, { result: answer, time })
    }
    const result: Record<string, unknown> = {}
    const errors: Record<string, unknown> = {}
    const totals: Record<string, unknown> = {}
    for (const [key, method, query] of commandsOf(call)) {
      const answer = answers(method, new URLSearchParams(query), key)
      if (answer instanceof PortalRefusal) errors[key] = { error: answer.code, error_description: answer.message }
      else result[key] = answer instanceof CountedList ? answer.rows : answer
      if (answer instanceof CountedList) totals[key] = answer.total
    }
    const phpMap = (map: Record<string, unknown>) => (Object.keys(map).length === 0 ? [] : map)
    return { result: { result: phpMap(result), result_error: phpMap(errors), result_total: phpMap(totals), result_next: [], result_time: [] }, time }
  }
}

function flatQuery(body: Readonly<Record<string, unknown>>): URLSearchParams {
  return new URLSearchParams(Object.fromEntries(Object.entries(body).map(([key, value]) => [key, String(value)])))
}
