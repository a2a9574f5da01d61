import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { Agent, createServer } from 'node:https'
import { join } from 'node:path'
import { ApiVersion, B24Hook } from '@bitrix24/b24jssdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { AddressInfo } from 'node:net'
import type { Server } from 'node:https'
import type { TestPortal } from '../testing/open-portal.ts'

const certificates = join(import.meta.dirname, '../../infra/net/testing')

let portal: TestPortal
let front: Server
let hook: B24Hook
/** The vendor's client takes webhooks over https alone, so the portal gets a front with a certificate. */
beforeAll(async () => {
  portal = await openPortal({ sessions: 200 })
  const files = { key: readFileSync(join(certificates, 'server-key.pem')), cert: readFileSync(join(certificates, 'server.pem')) }
  front = createServer(files, (incoming, outgoing) => {
    const { method, headers } = incoming
    incoming.pipe(
      request(portal.portal.url + (incoming.url ?? ''), { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      }),
    )
  })
  front.listen(0, '127.0.0.1')
  await once(front, 'listening')
  // Safe: a server listening on TCP has such an address.
  const { port } = front.address() as AddressInfo
  hook = B24Hook.fromWebhookUrl(portal.portal.webhook.replace(portal.portal.url, `https://127.0.0.1:${port}`))
  hook.offClientSideWarning()
  hook.getHttpClient(ApiVersion.v2).ajaxClient.defaults.httpsAgent = new Agent({ ca: readFileSync(join(certificates, 'private-ca.pem')) })
})
afterAll(async () => {
  front.closeAllConnections()
  front.close()
  await portal.close()
})

test('a webhook works with the vendor’s client', async () => {
  const answer = await hook.actions.v2.call.make<{ ID: string; LAST_NAME: string }>({ method: 'profile' })
  expect(answer.getData()?.result).toMatchObject({ ID: '1', LAST_NAME: 'Ветрова' })
})

test('its pages chained by hand in one batch are those of a walk', async () => {
  const list = (after: string) => ['crm.activity.list', { filter: { '>ID': after }, order: { ID: 'ASC' }, select: ['ID'], start: -1 }] as [string, Record<string, unknown>]
  const batch = await hook.actions.v2.batch.make<{ ID: string }[]>({ calls: { a: list('0'), b: list('$result[a][49][ID]') }, options: { isHaltOnError: true } })
  const pages = batch.getData() as unknown as Record<string, { ID: string }[]>
  const whole = await hook.actions.v2.callList.make<{ ID: string }>({ method: 'crm.activity.list', params: { select: ['ID'] } })
  expect([...(pages['a'] ?? []), ...(pages['b'] ?? [])]).toEqual(whole.getData()?.slice(0, 100))
})

test('what an application alone may call is refused with its code', async () => {
  await expect(hook.actions.v2.call.make({ method: 'imconnector.list' })).rejects.toMatchObject({ code: 'WRONG_AUTH_TYPE', status: 403 })
  await expect(hook.actions.v2.call.make({ method: 'app.info' })).rejects.toMatchObject({ code: 'ACCESS_DENIED', status: 403 })
})
