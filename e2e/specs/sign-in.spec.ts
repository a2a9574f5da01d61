import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '../fixtures/desk.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

/** What a person can get wrong, what is said, and what the text points to. */
const mistakes: readonly (readonly [name: string, address: (webhook: string) => string, says: RegExp])[] = [
  ['not a URL', () => 'our portal', /not a web address/i],
  ['a URL without a webhook', webhook => new URL(webhook).origin, /webhook/i],
  ['http where https is needed', () => 'http://vega.bitrix24.example/rest/1/abcdef/', /https/i],
  ['a wrong secret', webhook => webhook.replace(/\/rest\/1\/[^/]+\//, '/rest/1/wrongsecret/'), /secret|webhook/i],
  ['nobody there', () => 'http://127.0.0.1:9/rest/1/abcdef/', /reach|answer/i],
]

for (const [name, address, says] of mistakes) {
  test(`${name}: its own text, and what was typed stays`, async ({ desk, portal }) => {
    const signIn = new SignInPage(desk.page)
    const typed = address(portal.webhook)
    await signIn.submit(typed)
    await expect(signIn.failure).toContainText(says)
    await expect(signIn.webhook).toHaveValue(typed)
    await signIn.enter(portal.webhook)
  })
}

const faults: readonly (readonly [mode: string, says: RegExp])[] = [
  ['noscope', /imopenlines/i],
  ['tariff', /plan|statistics/i],
  ['html', /portal/i],
]

test('what the portal refuses has its own text each, and a way forward', async ({ desk, portal }) => {
  const signIn = new SignInPage(desk.page)
  const texts = new Set<string>()
  for (const [mode, says] of faults) {
    await portal.control('faults', { mode })
    await signIn.submit(portal.webhook)
    // The text before stays until the portal has answered.
    for (const text of texts) await expect(signIn.failure).not.toHaveText(text)
    await expect(signIn.failure).toContainText(says)
    texts.add(await signIn.failure.textContent() ?? '')
    await portal.control('faults', { mode: 'none' })
  }
  expect(texts.size).toBe(faults.length)
  await signIn.enter(portal.webhook)
})

test('a page that is no portal is told apart from a portal', async ({ desk }) => {
  const server: Server = createServer((_, response) => { response.setHeader('content-type', 'text/html').end('<title>Hello</title>') })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const signIn = new SignInPage(desk.page)
  await signIn.submit(`http://127.0.0.1:${(server.address() as AddressInfo).port}/rest/1/abcdef/`)
  await expect(signIn.failure).toContainText(/portal/i)
  server.close()
})

test('a captive page in the middle of work deletes nothing', async ({ desk, portal }) => {
  const dialogs = new DialogsPage(desk.page)
  await new SignInPage(desk.page).enter(portal.webhook)
  await dialogs.synced()
  await portal.control('faults', { mode: 'html' })
  await expect(desk.page.getByText('Waiting to try again')).toBeVisible({ timeout: 20_000 })
  await dialogs.view('All dialogs')
  await expect.poll(() => dialogs.total()).toBe(1200)
  await portal.control('faults', { mode: 'none' })
  await desk.page.getByRole('button', { name: 'Check now' }).click()
  await dialogs.synced()
})

test('signing out and in again finds the same data', async ({ desk, portal }) => {
  const signIn = new SignInPage(desk.page)
  await signIn.enter(portal.webhook)
  await new DialogsPage(desk.page).synced()
  await desk.page.getByRole('link', { name: 'Settings' }).click()
  await desk.page.getByRole('button', { name: 'Sign out' }).click()
  await expect(signIn.webhook).toBeVisible()
  await signIn.enter(portal.webhook)
  await new DialogsPage(desk.page).view('All dialogs')
  await expect.poll(() => new DialogsPage(desk.page).total()).toBe(1200)
})
