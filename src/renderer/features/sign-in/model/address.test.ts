import { expect, test } from 'vitest'
import { addressOf } from './address.ts'

test('only a portal on this computer is addressed without https', () => {
  expect(['vega.bitrix24.com', '127.0.0.1:8080', 'localhost', '127.0.0.1.example.com'].map(addressOf))
    .toEqual(['vega.bitrix24.com', 'http://127.0.0.1:8080', 'http://localhost', '127.0.0.1.example.com'])
})
