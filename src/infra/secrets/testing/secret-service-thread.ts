import { createCipheriv, createDecipheriv, createDiffieHellmanGroup, hkdfSync, randomBytes } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import dbus, { defineInterface, Variant, type MessageBus } from 'dbus-native'

// A thread of its own: the module under test waits for answers on the thread that calls it.

export type ServiceOptions = { readonly address: string; readonly hung: boolean }
export type Order = 'values' | 'lock' | 'unlock'

const NAME = 'org.freedesktop.secrets'
const ROOT = '/org/freedesktop/secrets'
const COLLECTION = `${ROOT}/collection/login`
const SESSION = `${ROOT}/session/1`
const NOTHING = '/'

/** `(session, parameters, value, content type)` */
type Secret = readonly [session: string, parameters: Buffer, value: Buffer, type: string]
type Item = { readonly path: string; readonly attributes: Readonly<Record<string, string>>; value: Buffer }

/** The desktop's key store as far as a program keeps passwords in it: one collection, one session, encrypted on the bus. */
async function serve({ address, hung }: ServiceOptions): Promise<(order: Order) => readonly string[]> {
  const bus: MessageBus = dbus.sessionBus({ busAddress: address })
  bus.connection.on('error', () => undefined) // the bus may end before us
  const items: Item[] = []
  let locked = false
  let sessionKey: Buffer = randomBytes(16)
  let lastItem = 0

  const matching = (attributes: Item['attributes']) => items
    .filter(item => Object.entries(attributes).every(([name, value]) => item.attributes[name] === value)).map(({ path }) => path)

  async function addItem(properties: Readonly<Record<string, unknown>>, secret: Secret): Promise<string> {
    const attributes = properties['org.freedesktop.Secret.Item.Attributes'] as Item['attributes']
    const [known] = items.filter(({ path }) => matching(attributes).includes(path))
    if (known) {
      known.value = decrypt(sessionKey, secret)
      return known.path
    }
    lastItem += 1
    const item: Item = { path: `${COLLECTION}/${lastItem}`, attributes, value: decrypt(sessionKey, secret) }
    items.push(item)
    await bus.export(item.path, itemInterface(item))
    return item.path
  }

  const itemInterface = (item: Item) => defineInterface({
    name: 'org.freedesktop.Secret.Item',
    methods: {
      GetSecret: { in: { session: 'o' }, out: { secret: '(oayays)' }, handler: () => encrypt(sessionKey, item.value) },
      SetSecret: { in: { secret: '(oayays)' }, handler: ({ secret }: { secret: Secret }) => { item.value = decrypt(sessionKey, secret) } },
      Delete: { out: { prompt: 'o' }, handler: () => (items.splice(items.indexOf(item), 1), NOTHING) },
    },
    properties: {
      Locked: { type: 'b', access: 'read', get: () => locked },
      Attributes: { type: 'a{ss}', access: 'read', get: () => item.attributes },
      Label: { type: 's', access: 'readwrite', value: 'item' },
    },
  })

  await bus.export(ROOT, defineInterface({
    name: 'org.freedesktop.Secret.Service',
    methods: {
      OpenSession: {
        in: { algorithm: 's', input: 'v' }, out: { output: 'v', result: 'o' },
        handler({ input }: { input: Buffer }) {
          const own = createDiffieHellmanGroup('modp2')
          own.generateKeys()
          // The shared number fills its 128 bytes, also where it begins with zeros.
          const shared = Buffer.concat([Buffer.alloc(128), own.computeSecret(Buffer.from(input))]).subarray(-128)
          sessionKey = Buffer.from(hkdfSync('sha256', shared, Buffer.alloc(32), Buffer.alloc(0), 16))
          return { output: new Variant('ay', own.getPublicKey()), result: SESSION }
        },
      },
      ReadAlias: { in: { name: 's' }, out: { collection: 'o' }, handler: () => (hung ? new Promise<string>(() => undefined) : COLLECTION) },
      SearchItems: {
        in: { attributes: 'a{ss}' }, out: { unlocked: 'ao', locked: 'ao' },
        handler({ attributes }: Pick<Item, 'attributes'>) {
          const found = matching(attributes)
          return locked ? { unlocked: [], locked: found } : { unlocked: found, locked: [] }
        },
      },
      Unlock: {
        in: { objects: 'ao' }, out: { unlocked: 'ao', prompt: 'o' },
        handler: ({ objects }: { objects: string[] }) => ({ unlocked: locked ? [] : objects, prompt: NOTHING }),
      },
    },
    properties: { Collections: { type: 'ao', access: 'read', get: () => [COLLECTION] } },
  }))
  await bus.export(COLLECTION, defineInterface({
    name: 'org.freedesktop.Secret.Collection',
    methods: {
      CreateItem: {
        in: { properties: 'a{sv}', secret: '(oayays)', replace: 'b' }, out: { item: 'o', prompt: 'o' },
        handler: async ({ properties, secret }: { properties: Record<string, unknown>; secret: Secret }) => ({ item: await addItem(properties, secret), prompt: NOTHING }),
      },
      SearchItems: { in: { attributes: 'a{ss}' }, out: { results: 'ao' }, handler: ({ attributes }: Pick<Item, 'attributes'>) => matching(attributes) },
    },
    properties: {
      Locked: { type: 'b', access: 'read', get: () => locked },
      Label: { type: 's', access: 'readwrite', value: 'Login' },
      Items: { type: 'ao', access: 'read', get: () => items.map(({ path }) => path) },
    },
  }))
  await bus.ownName(NAME)

  return order => {
    if (order !== 'values') locked = order === 'lock'
    return items.map(({ value }) => value.toString())
  }
}

function encrypt(key: Buffer, value: Buffer): Secret {
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-128-cbc', key, iv)
  return [SESSION, iv, Buffer.concat([cipher.update(value), cipher.final()]), 'text/plain']
}

function decrypt(key: Buffer, [, iv, value]: Secret): Buffer {
  const decipher = createDecipheriv('aes-128-cbc', key, Buffer.from(iv))
  return Buffer.concat([decipher.update(Buffer.from(value)), decipher.final()])
}

const obey = await serve(workerData as ServiceOptions) // Made by fake-secret-service.ts alone.
parentPort?.on('message', (order: Order) => { parentPort?.postMessage(obey(order)) })
parentPort?.postMessage('ready')
