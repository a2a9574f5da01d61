import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { closeOverdue } from './closing.ts'
import { createControl } from './control.ts'
import { people, roles } from './data/roles.ts'
import { applyEvent } from './events.ts'
import { createDirectory } from './generate/directory.ts'
import { generateHistory } from './generate/history.ts'
import { openJournal } from './journal.ts'
import { createOfflineQueue } from './offline-queue.ts'
import { createLive } from './live.ts'
import { createObserved } from './observed.ts'
import { createRegistry } from './methods/registry.ts'
import { createRng, hexFrom } from './rng.ts'
import { createSettings, scopesOf } from './settings.ts'
import { createCall } from './rest/call.ts'
import { readFault } from './rest/fault-input.ts'
import { createFaults } from './rest/faults.ts'
import { createHandler } from './rest/http.ts'
import { createSender } from './rest/send.ts'
import { createLeakyBucket, createOperatingMeter } from './rest/limits.ts'
import { createOAuth } from './rest/oauth.ts'
import { createStore } from './store.ts'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Role } from './data/roles.ts'
import type { PortalEvent } from './events.ts'
import type { Journal, JournalHeader } from './journal.ts'
import type { Observed } from './observed.ts'
import type { PortalState } from './portal-state.ts'
import type { FaultInput } from './rest/fault-input.ts'
import type { Webhook } from './rest/http.ts'
import type { Rate } from './rest/limits.ts'
import type { Settings, SettingsOptions } from './settings.ts'
import type { TimeZone } from './time-zone.ts'

export type PortalOptions = SettingsOptions & {
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
  readonly timeZone?: TimeZone
  /** Seconds of execution per method in ten minutes; and seconds booked per call instead of the real time. */
  readonly operatingLimit?: number
  readonly operatingCost?: number
  /** Epoch milliseconds, for tests. */
  readonly clock?: () => number
  /** How far the portal's own clock is off. Milliseconds. */
  readonly clockSkew?: number
  /** What goes wrong from the start. */
  readonly faults?: readonly FaultInput[]
}

export type Portal = {
  readonly url: string
  /** The supervisor's: what most tests and the demo sign in with. */
  readonly webhook: string
  readonly webhooks: Readonly<Record<Role, string>>
  readonly clientId: string
  readonly clientSecret: string
  readonly controlUrl: string
  /** Ends the waits for a rating that are over and runs the live events that are due; a timer calls it too. */
  readonly tick: () => void
  readonly close: () => Promise<void>
}

const TICK_MS = 250

/** Starts a demo portal on the loopback interface. */
export async function startPortal(options: PortalOptions = {}): Promise<Portal> {
  const clock = options.clock ?? Date.now
  const skew = { ms: options.clockSkew ?? 0 }
  const portalClock = () => clock() + skew.ms
  const wanted: JournalHeader = { seed: options.seed ?? 1, sessions: options.sessions ?? 5000, anchor: options.now ?? portalClock(), timeZone: options.timeZone ?? 180 }
  const journal: Journal | null = options.journalFile === undefined ? null : openJournal(options.journalFile, wanted)
  const { seed } = journal?.header ?? wanted
  const server = createServer()
  let url = ''
  const state = buildState({ header: journal?.header ?? wanted, journal, clock: portalClock, url: () => url, settings: createSettings(options), observed: createObserved(clock) })
  const oauth = createOAuth({
    seed,
    userId: people.supervisor.userId,
    isEmployee: (userId) => state.directory.person(userId) !== undefined,
    scopes: () => scopesOf(state.settings, 'application'),
    clock,
    url: () => url,
  })
  const faults = createFaults(createRng(seed, 'faults'))
  for (const fault of options.faults ?? []) faults.add(readFault(fault))
  const live = createLive(state, options.pace ?? 1)
  const webhooks = roles.map((role) => webhookOf(seed, role))
  const controlSecret = randomBytes(16).toString('hex')
  const meter = createOperatingMeter(options.operatingLimit ?? 480, portalClock)
  const handle = createHandler({
    state,
    call: createCall({ state, find: createRegistry(), faults, meter, operatingCost: options.operatingCost ?? null }),
    faults,
    sendSpoiled: createSender(),
    oauth,
    control: createControl({ state, faults, oauth, live, skew, webhooks }),
    admit: admission(options.rate, state.settings, clock),
    webhooks,
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
    live.tick()
    closeOverdue(state)
  }
  const timer = setInterval(tick, TICK_MS)
  // Safe: there is one webhook for each role.
  const addresses = Object.fromEntries(webhooks.map(({ role, userId, secret }) => [role, `${url}/rest/${userId}/${secret}/`])) as Record<Role, string>
  return {
    url,
    webhook: addresses.supervisor,
    webhooks: addresses,
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

/** The wider limits of the Enterprise plan apply as soon as the plan does. */
function admission(rate: Rate | undefined, settings: Settings, clock: () => number): (address: string) => boolean {
  const usual = createLeakyBucket(rate ?? { drainPerSecond: 2, burst: 50 }, clock)
  const enterprise = createLeakyBucket(rate ?? { drainPerSecond: 5, burst: 250 }, clock)
  return (address) => (settings.license === 'ent' ? enterprise : usual).admit(address)
}

type StateParts = { readonly header: JournalHeader; readonly journal: Journal | null; readonly clock: () => number; readonly url: () => string; readonly settings: Settings; readonly observed: Observed }

/** The same seed gives the same secrets, so a webhook outlives a restart. */
function webhookOf(seed: number, role: Role): Webhook {
  const rng = role === 'supervisor' ? createRng(seed, 'webhook') : createRng(seed, 'webhook', role)
  return { role, userId: people[role].userId, secret: hexFrom(rng, 16) }
}

function buildState({ header, journal, clock, url, settings, observed }: StateParts): PortalState {
  const anchor = Math.floor(header.anchor / 1000)
  const directory = createDirectory(header.seed, anchor)
  const store = createStore({ seed: header.seed, directory, timeZone: header.timeZone }, header.sessions)
  generateHistory(store, header.sessions, anchor)
  const offline = createOfflineQueue({ store, directory, anchor })
  const apply = (event: PortalEvent) => {
    applyEvent(store, event)
    offline.observe(event)
  }
  for (const event of journal?.events ?? []) apply(event)
  return {
    store,
    directory,
    anchor,
    timeZone: header.timeZone,
    clock,
    url,
    commit: (event) => {
      apply(event)
      journal?.append(event)
    },
    settings,
    offline,
    observed,
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
