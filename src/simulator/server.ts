import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { closeOverdue } from './closing.ts'
import { createControl } from './control.ts'
import { applyEvent } from './events.ts'
import { createDirectory } from './generate/directory.ts'
import { generateHistory } from './generate/history.ts'
import { openJournal } from './journal.ts'
import { createLive } from './live.ts'
import { createRegistry } from './methods/registry.ts'
import { createRng, hexFrom } from './rng.ts'
import { createCall } from './rest/call.ts'
import { createFaults } from './rest/faults.ts'
import { createHandler } from './rest/http.ts'
import { createLeakyBucket, createOperatingMeter } from './rest/limits.ts'
import { createOAuth } from './rest/oauth.ts'
import { createStore } from './store.ts'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Journal, JournalHeader } from './journal.ts'
import type { PortalState } from './portal-state.ts'
import type { Rate } from './rest/limits.ts'

export type PortalOptions = {
  /** 0 = any free port. */
  readonly port?: number
  readonly sessions?: number
  readonly seed?: number
  /** Speed of live activity; 0 = none. */
  readonly pace?: number
  /** Epoch milliseconds at which the generated history ends; now unless told. */
  readonly now?: number
  readonly journalFile?: string
  readonly rate?: Rate
  /** The portal's zone, minutes ahead of UTC. */
  readonly timeZone?: number
  /** Seconds of execution per method in ten minutes; and seconds booked per call instead of the real time. */
  readonly operatingLimit?: number
  readonly operatingCost?: number
  /** Epoch milliseconds, for tests. */
  readonly clock?: () => number
}

export type Portal = {
  readonly url: string
  readonly webhook: string
  readonly clientId: string
  readonly clientSecret: string
  readonly controlUrl: string
  /** Ends the waits for a rating that are over and runs the live events that are due; a timer calls it too. */
  readonly tick: () => void
  readonly close: () => Promise<void>
}

/** The owner of the demo webhook: a supervisor who may see and rate everything. */
const OWNER = 1
const TICK_MS = 250

/** Starts a demo portal on the loopback interface. */
export async function startPortal(options: PortalOptions = {}): Promise<Portal> {
  const clock = options.clock ?? Date.now
  const wanted: JournalHeader = { seed: options.seed ?? 1, sessions: options.sessions ?? 5000, anchor: options.now ?? clock(), timeZone: options.timeZone ?? 180 }
  const journal: Journal | null = options.journalFile === undefined ? null : openJournal(options.journalFile, wanted)
  const { seed } = journal?.header ?? wanted
  const server = createServer()
  let url = ''
  const state = buildState(journal?.header ?? wanted, journal, clock, () => url)
  const oauth = createOAuth({ seed, userId: OWNER, clock, url: () => url })
  const faults = createFaults()
  const live = createLive(state, options.pace ?? 1)
  const webhookSecret = hexFrom(createRng(seed, 'webhook'), 16)
  const controlSecret = randomBytes(16).toString('hex')
  const meter = createOperatingMeter(options.operatingLimit ?? 480, clock)
  const handle = createHandler({
    state,
    call: createCall({ state, find: createRegistry(), faults, meter, operatingCost: options.operatingCost ?? null }),
    faults,
    oauth,
    control: createControl({ state, faults, oauth, live }),
    admit: createLeakyBucket(options.rate ?? { drainPerSecond: 2, burst: 50 }, clock).admit,
    webhookUserId: OWNER,
    webhookSecret,
    controlSecret,
  })
  server.on('request', (request, response) => {
    handle(request, response).catch(() => {
      // A fault of the simulator itself, or a caller who hung up: either way there is nobody to tell more.
      if (response.headersSent) response.destroy()
      else response.writeHead(500, { 'Content-Type': 'application/json' }).end('{"error":"INTERNAL_SERVER_ERROR","error_description":"Internal server error"}')
    })
  })

  try {
    url = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`
  } catch (error) {
    journal?.close()
    throw error
  }
  const tick = () => {
    closeOverdue(state)
    live.tick()
  }
  const timer = setInterval(tick, TICK_MS)
  return {
    url,
    webhook: `${url}/rest/${OWNER}/${webhookSecret}/`,
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    controlUrl: `${url}/_control/${controlSecret}`,
    tick,
    close: async () => {
      clearInterval(timer)
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      journal?.close()
    },
  }
}

function buildState(header: JournalHeader, journal: Journal | null, clock: () => number, url: () => string): PortalState {
  const anchor = Math.floor(header.anchor / 1000)
  const directory = createDirectory(header.seed, anchor)
  const store = createStore({ seed: header.seed, directory, timeZoneMinutes: header.timeZone }, header.sessions)
  generateHistory(store, header.sessions, anchor)
  for (const event of journal?.events ?? []) applyEvent(store, event)
  return {
    store,
    directory,
    anchor,
    timeZoneMinutes: header.timeZone,
    clock,
    url,
    commit: (event) => {
      applyEvent(store, event)
      journal?.append(event)
    },
    observed: { requests: new Map(), notifications: new Map(), headVotes: [], refused: 0 },
  }
}

/** Loopback only: the data is invented, but nobody else has any business here. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      // Safe: a server listening on TCP has such an address.
      resolve((server.address() as AddressInfo).port)
    })
  })
}
