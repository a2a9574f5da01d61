import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startPrivateBus, type PrivateBus } from '../../../e2e/fake-notification-service.ts'
import { createKeyring } from './keyring.ts'
import { startFakeSecretService, type FakeSecretService } from './testing/fake-secret-service.ts'

// The real native module against a Secret Service of our own on a private bus.

let bus: PrivateBus
let address: string | undefined
let services: FakeSecretService[]

beforeAll(async () => {
  bus = await startPrivateBus()
  // The native module finds the bus where every program does, and keeps to it as long as the process lives.
  address = process.env['DBUS_SESSION_BUS_ADDRESS']
  process.env['DBUS_SESSION_BUS_ADDRESS'] = bus.address
})
beforeEach(() => { services = [] })
afterEach(() => Promise.all(services.map(service => service.stop())))
afterAll(async () => {
  await bus.stop()
  if (address === undefined) delete process.env['DBUS_SESSION_BUS_ADDRESS']
  else process.env['DBUS_SESSION_BUS_ADDRESS'] = address
})

async function service(hung = false): Promise<FakeSecretService> {
  const started = await startFakeSecretService({ address: bus.address, hung })
  services.push(started)
  return started
}

const keyring = () => createKeyring({ platform: 'linux', busAddress: bus.address })

test('keeps a text in the desktop’s key store, replaces it and lets go of it', async () => {
  const { values } = await service()
  expect(await keyring().state()).toBe('open')
  expect(await keyring().set('one', 'the key')).toBe(true)
  expect(await keyring().get('one', false)).toBe('the key')
  expect(await keyring().set('one', 'another key')).toBe(true)
  expect(await values()).toEqual(['another key'])
  expect(await keyring().get('two', false)).toBeNull()
  await keyring().remove('one')
  expect(await values()).toEqual([])
})

test('a locked store is not asked while nobody is there to answer, and keeps what it has', async () => {
  const { lock, unlock, values } = await service()
  expect(await keyring().set('one', 'the key')).toBe(true)
  await lock()
  expect([await keyring().state(), await keyring().get('one', false)]).toEqual(['locked', null])
  await unlock()
  expect(await keyring().get('one', false)).toBe('the key')
  expect(await values()).toEqual(['the key'])
})

test.each([['no bus', null], ['a bus that is gone', 'unix:path=/nonexistent/bus']])('with %s there is no store', async (_name, busAddress) => {
  const none = createKeyring({ platform: 'linux', busAddress })
  expect([await none.state(), await none.set('one', 'x'), await none.get('one', true)]).toEqual(['absent', false, null])
})

test('with nobody who keeps secrets, with one who is stuck, and without the module there is no store', async () => {
  expect(await keyring().state()).toBe('absent')
  await service(true)
  expect(await keyring().state()).toBe('absent')
  const bare = createKeyring({ platform: 'win32', busAddress: null, load: async () => { throw new Error('no prebuilt module') } })
  expect([await bare.state(), await bare.set('one', 'x'), await bare.get('one', true)]).toEqual(['absent', false, null])
})
