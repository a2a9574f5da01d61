import { createSessionBus, sessionBusAddress } from './session-bus.ts'

const WATCHER = 'org.kde.StatusNotifierWatcher'

/** Whether this Linux desktop shows tray icons at all (stock GNOME does not). Answers within a second. */
export async function hasTrayHost(busAddress?: string): Promise<boolean> {
  const bus = createSessionBus({
    address: busAddress ?? sessionBusAddress(process.env), matches: [], onSignal: () => undefined, onLost: () => undefined,
  })
  try {
    const [registered] = await bus.call({
      destination: WATCHER, path: '/StatusNotifierWatcher', interface: 'org.freedesktop.DBus.Properties', member: 'Get',
      signature: 'ss', body: [WATCHER, 'IsStatusNotifierHostRegistered'],
    })
    return registered === true
  } catch {
    return false // no bus or nobody who watches: no tray
  } finally {
    await bus.close()
  }
}
