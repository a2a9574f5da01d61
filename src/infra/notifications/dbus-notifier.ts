import dbus, { type Message } from 'dbus-native'
import type { Target } from '#contract/alerts.ts'
import type { NotificationRequest } from '#core/ports.ts'
import { notificationBody, notificationTitle } from './notification-text.ts'
import { createSessionBus, sessionBusAddress } from './session-bus.ts'

const SERVICE = 'org.freedesktop.Notifications'
const PATH = '/org/freedesktop/Notifications'
const BUS = 'org.freedesktop.DBus'

/** Whatever happens, the answer is there by then; the page shows the notification if it is a no. */
const DEADLINE_MS = 1_400
const PROBE_VALID_MS = 30_000
/** Shown notifications whose click is still understood. */
const MAX_SHOWN = 200

export type ServiceTraits = { readonly readsMarkup: boolean }

export type DesktopNotifier = {
  /** What the service is like, or null when none answers. Asked at most every 30 seconds; never blocks. */
  readonly probe: () => Promise<ServiceTraits | null>
  readonly notify: (request: NotificationRequest) => Promise<boolean>
  readonly close: () => Promise<void>
}

export type DbusNotifierOptions = {
  readonly onClick: (target: Target) => void
  /** Another bus than the session's; null: none. */
  readonly busAddress?: string | null
  /** A picture file for the notification. */
  readonly icon?: string
}

type Capabilities = readonly string[]

/**
 * The desktop's notification service, spoken to directly. Electron and notify-send both wait for the service without a
 * limit that a user would accept, and a service that owns the name but does not answer is not rare.
 */
export function createDbusNotifier({ onClick, busAddress, icon = '' }: DbusNotifierOptions): DesktopNotifier {
  let known: { readonly capabilities: Promise<Capabilities | null>; readonly until: number } | null = null
  const shown = new Map<number, Target>()

  const bus = createSessionBus({
    address: busAddress === undefined ? sessionBusAddress(process.env) : busAddress,
    matches: [
      `type='signal',sender='${SERVICE}',interface='${SERVICE}',member='ActionInvoked'`,
      `type='signal',sender='${BUS}',interface='${BUS}',member='NameOwnerChanged',arg0='${SERVICE}'`,
    ],
    onSignal: receive,
    onLost: () => { known = null },
  })

  function receive({ interface: name, member, body = [] }: Message): void {
    // Another service took over, and what the old one could do says nothing about it.
    if (name === BUS && member === 'NameOwnerChanged' && body[0] === SERVICE) known = null
    if (name !== SERVICE || member !== 'ActionInvoked' || body[1] !== 'default') return
    // After the answer that names the notification: both may stand in one chunk from the bus.
    setImmediate(() => {
      const target = shown.get(Number(body[0]))
      if (target !== undefined) onClick(target)
    })
  }

  function capabilities(): Promise<Capabilities | null> {
    if (known && performance.now() < known.until) return known.capabilities
    known = { capabilities: within(DEADLINE_MS, ask(), null), until: performance.now() + PROBE_VALID_MS }
    return known.capabilities
  }

  async function ask(): Promise<Capabilities | null> {
    try {
      const [[owned], [activatable]] = await Promise.all([
        bus.call({ destination: BUS, path: '/org/freedesktop/DBus', interface: BUS, member: 'NameHasOwner', signature: 's', body: [SERVICE] }),
        bus.call({ destination: BUS, path: '/org/freedesktop/DBus', interface: BUS, member: 'ListActivatableNames' }),
      ])
      // Without this look, the calls below would wait for a service that nobody can start.
      if (owned !== true && !(Array.isArray(activatable) && activatable.includes(SERVICE))) return null
      const [, [listed]] = await Promise.all([askService('GetServerInformation'), askService('GetCapabilities')])
      return Array.isArray(listed) ? listed.map(String) : null
    } catch {
      return null // no bus, no service or no answer in time: for a notification all the same
    }
  }

  function askService(member: string): Promise<readonly unknown[]> {
    return bus.call({ destination: SERVICE, path: PATH, interface: SERVICE, member })
  }

  async function send({ title, body, target }: NotificationRequest): Promise<boolean> {
    const can = await capabilities()
    if (!can) return false
    const actions = target !== null && can.includes('actions') ? ['default', 'Open'] : []
    const hints = { 'desktop-entry': new dbus.Variant('s', 'linewatch'), urgency: new dbus.Variant('y', 1) }
    try {
      const [id] = await bus.call({
        destination: SERVICE, path: PATH, interface: SERVICE, member: 'Notify', signature: 'susssasa{sv}i',
        body: ['Linewatch', 0, icon, notificationTitle(title), notificationBody(body, can.includes('body-markup')), actions, hints, -1],
      })
      if (target !== null) remember(Number(id), target)
      return true
    } catch {
      known = null // it answered a moment ago and does not now: look again next time
      return false
    }
  }

  function remember(id: number, target: Target): void {
    shown.set(id, target)
    const [oldest] = shown.keys()
    if (shown.size > MAX_SHOWN && oldest !== undefined) shown.delete(oldest)
  }

  return {
    async probe() {
      const can = await capabilities()
      return can && { readsMarkup: can.includes('body-markup') }
    },
    notify: request => within(DEADLINE_MS, send(request), false),
    close: bus.close,
  }
}

function within<T>(ms: number, answer: Promise<T>, otherwise: T): Promise<T> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms, otherwise)
    void answer.then(resolve).finally(() => clearTimeout(timer))
  })
}
