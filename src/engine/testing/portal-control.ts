/** What the demo portal has been asked since its start, see docs/testing.md. */
export type PortalStats = {
  readonly elapsedMs: number
  readonly exchanges: number
  readonly requests: Readonly<Record<string, number>>
  readonly refusals: readonly { readonly afterMs: number; readonly code: string; readonly method: string }[]
  /** Ratings by supervisors that arrived, by session. */
  readonly writes: Readonly<Record<string, number>>
  /** To operators about such ratings, by session. */
  readonly notifications: Readonly<Record<string, number>>
  readonly faults: Readonly<Record<string, number>>
}

export type PortalControl = {
  readonly ask: (command: string, params?: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>
  readonly stats: () => Promise<PortalStats>
  /** Every session that the portal holds. */
  readonly dump: () => Promise<readonly Readonly<Record<string, unknown>>[]>
}

/** The back door of a demo portal. */
export function controlOf(controlUrl: string): PortalControl {
  async function ask(command: string, params: Readonly<Record<string, unknown>> = {}): Promise<Readonly<Record<string, unknown>>> {
    // A test may be busy for longer than the portal keeps a connection.
    const headers = { 'content-type': 'application/json', 'connection': 'close' }
    const reply = await fetch(`${controlUrl}/${command}`, { method: 'POST', headers, body: JSON.stringify(params) })
    const body = await reply.json() as Readonly<Record<string, unknown>> // Every command answers with an object.
    if (!reply.ok) throw new Error(`${command}: ${JSON.stringify(body)}`)
    return body
  }

  return {
    ask,
    stats: async () => await ask('stats') as PortalStats, // Its own words.
    async dump() {
      const rows: Readonly<Record<string, unknown>>[] = []
      for (let from: unknown = 0; from !== null;) {
        const part = await ask('dump', { from })
        rows.push(...part['rows'] as typeof rows)
        from = part['next']
      }
      return rows
    },
  }
}
