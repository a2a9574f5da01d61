import { expect, test } from 'vitest'
import { events, methods } from './contract.ts'
import { eventNames, methodNames } from './names.ts'

test('the preload’s lists name exactly the methods and events of the contract', () => {
  expect([...methodNames].sort()).toEqual(Object.keys(methods).sort())
  expect([...eventNames].sort()).toEqual(Object.keys(events).sort())
})
