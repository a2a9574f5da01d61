// Brings `window.linewatch` to every program that compiles this file.
import type {} from '../env.d.ts'
import { createBridge, type Bridge } from './bridge.ts'
import { createConnection } from './connection.ts'
import { connectHttp } from './http-transport.ts'

export { CallError } from './bridge.ts'
export type { ConnectionState } from './connection.ts'

export const connection = createConnection()

let bridge: Bridge | null = null

/** Called once, before the first screen. */
export async function connectBridge(onReconnect: () => void): Promise<void> {
  bridge = createBridge(window.linewatch ?? await connectHttp({ connection, onReconnect }))
}

export const call: Bridge['call'] = (name, payload) => connected().call(name, payload)
export const on: Bridge['on'] = (event, listener) => connected().on(event, listener)

function connected(): Bridge {
  if (bridge === null) throw new Error('connectBridge comes first')
  return bridge
}
