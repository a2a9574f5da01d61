import { createSessionBus } from '../notifications/session-bus.ts'

const SERVICE = 'org.freedesktop.secrets'
const NO_COLLECTION = '/'

/** Whether the desktop's Secret Service answers, and whether its default collection is unlocked. Takes two seconds at most. */
export async function secretServiceState(busAddress: string | null): Promise<'absent' | 'locked' | 'open'> {
  const bus = createSessionBus({ address: busAddress, matches: [], onSignal: () => undefined, onLost: () => undefined })
  try {
    const [collection] = await bus.call({
      destination: SERVICE, path: '/org/freedesktop/secrets', interface: 'org.freedesktop.Secret.Service', member: 'ReadAlias',
      signature: 's', body: ['default'],
    })
    if (typeof collection !== 'string' || collection === NO_COLLECTION) return 'absent'
    const [locked] = await bus.call({
      destination: SERVICE, path: collection, interface: 'org.freedesktop.DBus.Properties', member: 'Get',
      signature: 'ss', body: ['org.freedesktop.Secret.Collection', 'Locked'],
    })
    return locked === false ? 'open' : 'locked'
  } catch {
    return 'absent' // no bus, no service, or one that is stuck
  } finally {
    await bus.close()
  }
}
