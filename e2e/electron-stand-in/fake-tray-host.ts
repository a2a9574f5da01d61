import dbus, { defineInterface } from 'dbus-native'

/** A Linux desktop that shows tray icons, as far as a program asks about it. */
export async function startFakeTrayHost(address: string): Promise<{ readonly stop: () => Promise<void> }> {
  const bus = dbus.sessionBus({ busAddress: address })
  bus.connection.on('error', () => undefined) // the bus may end before us
  await bus.export('/StatusNotifierWatcher', defineInterface({
    name: 'org.kde.StatusNotifierWatcher',
    properties: { IsStatusNotifierHostRegistered: { type: 'b', access: 'read', value: true } },
  }))
  await bus.ownName('org.kde.StatusNotifierWatcher')
  return { stop: () => bus.close() }
}
