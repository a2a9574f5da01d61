import { expect, test } from 'vitest'
import { err, type Result } from '#contract/result.ts'
import type { Authorization } from '#infra/bitrix24/oauth/authorization.ts'
import { createAuthorizing } from './authorizing.ts'

const application = { portal: 'https://portal.example', clientId: 'a', clientSecret: 'b' }

test('called off while a key store still asks its question, no browser opens', async () => {
  let started = 0
  const authorizing = createAuthorizing({
    emit: () => {},
    async start(): Promise<Result<Authorization>> {
      started += 1
      return err('internal', 'started')
    },
  })
  let answer = (): void => {}
  const signedIn = authorizing.run(application, new Promise<void>(resolve => { answer = resolve }))
  authorizing.cancel()
  answer()
  expect(await signedIn).toMatchObject({ error: { code: 'cancelled' } })
  expect(started).toBe(0)
  expect(await authorizing.run(application)).toMatchObject({ error: { message: 'started' } })
})
