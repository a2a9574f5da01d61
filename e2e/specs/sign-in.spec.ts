import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext } from '@playwright/test'
import { expect, test, type Desk } from '../fixtures/desk.ts'
import { shownDialogs, unreviewed } from '../fixtures/shown-dialogs.ts'
import { ConversationPage, sentBy } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage, type Application } from '../pages/sign-in-page.ts'

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
  ['html', /portal/i],
  ['badGateway', /does not answer/i],
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

test('an application signs in through the browser', async ({ desk, application, context }) => {
  await signInThroughBrowser({ desk, application, context })
})

test('where the browser cannot come back, the code from the portal is pasted', async ({ desk, portal, application, context }) => {
  const signIn = new SignInPage(desk.page)
  await portal.control('app', { redirectUri: null })
  await signIn.submitApplication(application)
  const browser = await context.newPage()
  await browser.goto(await signIn.link.inputValue())
  const code = /[0-9a-f]{70}/.exec(await browser.locator('body').innerText())?.[0] ?? ''
  await browser.close()
  await signIn.pasteCode(code)
  await signIn.entered()
})

test('a cancelled sign-in leaves what was typed, and says nothing', async ({ desk, application }) => {
  const signIn = new SignInPage(desk.page)
  await signIn.submitApplication(application)
  await expect(signIn.link).toBeVisible()
  await signIn.cancel()
  await expect(signIn.portal).toHaveValue(application.portal)
  await expect(signIn.failure).toHaveCount(0)
})

test('a wrong application key has its own text', async ({ desk, application, context }) => {
  const signIn = new SignInPage(desk.page)
  await signIn.submitApplication({ ...application, clientSecret: 'wrong' })
  await signIn.allowIn(context)
  await expect(signIn.failure).toContainText(/ID or key/)
  await expect(signIn.portal).toHaveValue(application.portal)
})

test('a token that expires in the middle of work is renewed once, and work goes on', async ({ desk, portal, application, context }) => {
  const dialogs = new DialogsPage(desk.page)
  const conversation = new ConversationPage(desk.page)
  await signInThroughBrowser({ desk, application, context })
  await dialogs.synced()
  // Does nothing that could be noticed, but is counted.
  await portal.control('faults', { mode: 'slow', ms: 0, method: 'oauth.token' })
  await portal.control('expireTokens')

  const [{ id } = { id: 0 }] = unreviewed(await shownDialogs(portal))
  await dialogs.open(id)
  await conversation.rate(4, 'Polite')
  await expect(conversation.ratingState).toContainText('Sent, the portal has it', sentBy)
  const { sessionId } = await portal.control('create', { configId: 12, messages: [{ by: 'client', text: 'Где мой заказ?' }] }) as { sessionId: number }
  await dialogs.view('All dialogs')
  await expect(dialogs.row(sessionId)).toBeVisible()
  expect((await portal.control('stats'))['faults']).toEqual({ slow: 1 })
})

test('when the token cannot be renewed, everything stays readable and an unsent rating is sent after the next sign-in', async ({ desk, portal, application, context }) => {
  const { page } = desk
  const signIn = new SignInPage(page)
  const dialogs = new DialogsPage(page)
  const conversation = new ConversationPage(page)
  await signInThroughBrowser({ desk, application, context })
  await dialogs.synced()
  const [{ id } = { id: 0 }] = unreviewed(await shownDialogs(portal))
  await dialogs.open(id)
  await expect(conversation.transcript).toContainText(/\p{L}{3}/u)
  await portal.control('faults', { mode: 'error', method: 'oauth.token', code: 'invalid_grant', status: 400 })
  await portal.control('expireTokens')
  await conversation.rate(2, 'Late')
  await expect(signIn.again).toBeVisible()
  await expect(page.getByRole('button', { name: 'Unsent ratings 1' })).toBeVisible()
  await dialogs.view('All dialogs')
  await expect.poll(() => dialogs.total()).toBe(1200)
  await dialogs.open(id)
  await expect(conversation.transcript).toContainText(/\p{L}{3}/u)

  await portal.control('faults', { mode: 'none' })
  await signIn.signInAgain()
  await signIn.allowIn(context)
  await expect(signIn.failure).toHaveCount(0)
  await expect.poll(() => portal.heldRating(id), { timeout: 30_000 }).toEqual({ rating: 2, comment: 'Late' })
  await expect(page.getByRole('button', { name: 'Unsent ratings 0' })).toBeVisible()
})

test('when the portal takes the access away, reading goes on and a new sign-in is one click away', async ({ desk, portal, application, context }) => {
  const signIn = new SignInPage(desk.page)
  const dialogs = new DialogsPage(desk.page)
  await signInThroughBrowser({ desk, application, context })
  await dialogs.synced()
  await portal.control('app', { users: [] })
  await expect(signIn.failure).toContainText(/no access to the application/)
  await dialogs.view('All dialogs')
  await expect.poll(() => dialogs.total()).toBe(1200)
  await portal.control('app', { users: null })
  await signIn.signInAgain()
  await signIn.allowIn(context)
  await dialogs.synced()
  await expect(signIn.failure).toHaveCount(0)
})

test('the browser is opened by the program, and again for the same sign-in', { tag: '@browser-face' }, async ({ desk, application, context }) => {
  const signIn = new SignInPage(desk.page)
  await signIn.submitApplication(application)
  const address = await signIn.link.inputValue()
  await desk.page.getByRole('button', { name: 'Open the browser again' }).click()
  await expect.poll(desk.opened).toEqual([address, address])
  await signIn.allowIn(context)
  await signIn.entered()
})

type Signing = { readonly desk: Desk; readonly application: Application; readonly context: BrowserContext }

async function signInThroughBrowser({ desk, application, context }: Signing): Promise<void> {
  const signIn = new SignInPage(desk.page)
  await signIn.submitApplication(application)
  await signIn.allowIn(context)
  await signIn.entered()
}
