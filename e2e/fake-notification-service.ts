import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import dbus, { defineInterface, type MessageBus } from 'dbus-native'

const NAME = 'org.freedesktop.Notifications'
const PATH = '/org/freedesktop/Notifications'

/** No service folders: on this bus nothing is started by itself, whatever is installed on the machine. */
const config = (dir: string) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${dir}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

export type PrivateBus = { readonly address: string; readonly stop: () => Promise<void> }

/** A D-Bus daemon of our own; `dir` keeps the address over a restart. */
export async function startPrivateBus(dir?: string): Promise<PrivateBus> {
  const folder = dir ?? await mkdtemp(join(tmpdir(), 'linewatch-bus-'))
  const file = join(folder, 'bus.conf')
  await writeFile(file, config(folder))
  await rm(join(folder, 'bus'), { force: true })
  const daemon = spawn('dbus-daemon', [`--config-file=${file}`, '--nofork', '--print-address'], { stdio: ['ignore', 'pipe', 'ignore'] })
  // The address is printed when the bus listens.
  await Promise.race([
    once(daemon.stdout, 'data'),
    once(daemon, 'exit').then(([code]) => { throw new Error(`dbus-daemon ended with ${code} before it listened`) }),
  ])
  return {
    address: `unix:path=${folder}/bus`,
    async stop() {
      if (daemon.exitCode === null) {
        daemon.kill()
        await once(daemon, 'exit')
      }
      if (dir === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

export type ReceivedNotification = {
  readonly id: number
  readonly appName: string
  readonly title: string
  readonly body: string
  readonly actions: readonly string[]
  readonly hints: Readonly<Record<string, unknown>>
}

export type FakeServiceOptions = {
  readonly address: string
  readonly capabilities?: readonly string[]
  /** Owns the name and answers nothing, as a crashed desktop does. */
  readonly hung?: boolean
}

export type FakeService = {
  /** Every Notify so far, oldest first. */
  readonly received: readonly ReceivedNotification[]
  /** As if the user clicked the notification. */
  readonly click: (id: number, action?: string) => void
  readonly stop: () => Promise<void>
}

/** The desktop's notification service as a test sees it. */
export async function startFakeNotificationService(options: FakeServiceOptions): Promise<FakeService> {
  const { address, capabilities = ['body', 'body-markup', 'actions'], hung = false } = options
  const bus: MessageBus = dbus.sessionBus({ busAddress: address })
  bus.connection.on('error', () => undefined) // the bus ends before us in some tests
  const received: ReceivedNotification[] = []
  let lastId = 0
  const answer = <T>(value: T): T | Promise<T> => (hung ? new Promise<T>(() => undefined) : value)

  const service = defineInterface({
    name: NAME,
    methods: {
      GetServerInformation: {
        out: { name: 's', vendor: 's', version: 's', spec: 's' },
        handler: () => answer({ name: 'fake', vendor: 'linewatch', version: '1', spec: '1.2' }),
      },
      GetCapabilities: { out: { capabilities: 'as' }, handler: () => answer(capabilities) },
      Notify: {
        in: { appName: 's', replaces: 'u', icon: 's', title: 's', body: 's', actions: 'as', hints: 'a{sv}', expires: 'i' },
        out: { id: 'u' },
        handler({ appName, title, body, actions, hints }: Omit<ReceivedNotification, 'id'>) {
          lastId += 1
          const id = lastId
          // Seen by the test once the answer is on its way: nobody clicks what has no number yet.
          setImmediate(() => { received.push({ id, appName, title, body, actions, hints }) })
          return answer(id)
        },
      },
    },
    signals: { ActionInvoked: { args: { id: 'u', action: 's' } } },
  })
  await bus.export(PATH, service)
  await bus.ownName(NAME)

  return {
    received,
    click: (id, action = 'default') => service.emit['ActionInvoked']?.(id, action),
    stop: () => bus.close(),
  }
}
