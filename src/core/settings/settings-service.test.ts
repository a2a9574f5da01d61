import { expect, test } from 'vitest'
import { settingsSchema } from '#contract/settings.ts'
import { createSettings } from './settings-service.ts'

function settings(stored: unknown, locale = 'en-GB') {
  const saved: unknown[] = []
  const service = createSettings({ stored, locale, emit: () => {}, save: async value => { saved.push(value) } })
  return { service, saved }
}

test('keys that cannot be read fall back one by one', () => {
  const { service } = settings({ theme: 'dark', language: 'klingon', columns: [], added: 'by a newer version' })
  expect(service.get()).toEqual({ ...settingsSchema.parse({}), theme: 'dark' })
})

test('a change is saved whole and leaves the rest alone', async () => {
  const { service, saved } = settings({ theme: 'dark' })
  await service.set({ language: 'ru' })
  expect(saved).toEqual([expect.objectContaining({ theme: 'dark', language: 'ru' })])
})

test('the system language decides until one is chosen', async () => {
  const { service } = settings(null, 'ru-RU')
  expect(service.language()).toBe('ru')
  await service.set({ language: 'en' })
  expect(service.language()).toBe('en')
})
