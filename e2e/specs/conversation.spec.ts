import type { TestPortal } from '../fixtures/demo-portal.ts'
import { expect, test } from '../fixtures/desk.ts'
import { ConversationPage } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { show } from '../pages/place.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

type Said = { readonly by: 'client' | 'operator'; readonly text: string }

test.beforeEach(async ({ desk, portal }) => {
  await new SignInPage(desk.page).enter(portal.webhook)
  await new DialogsPage(desk.page).synced()
  await new DialogsPage(desk.page).view('All dialogs')
})

test('a low rating says why, and leads to the message that shows it', async ({ desk, portal }) => {
  const conversation = new ConversationPage(desk.page)
  const filler = Array.from({ length: 40 }, (_, n): Said => ({ by: n % 2 === 0 ? 'client' : 'operator', text: `Line ${n} of a long talk` }))
  await open(desk.page, portal, { messages: [...filler, { by: 'client', text: 'This is a terrible service' }, { by: 'client', text: 'When will it arrive?' }], closeReason: 'auto', vote: 'dislike' })
  const why = conversation.pane.getByRole('region', { name: 'Why low?' })
  await expect(why.getByRole('button')).toHaveText(['Last question unanswered', '“terrible”', 'Closed automatically'])
  await expect(conversation.message('When will it arrive?')).not.toBeInViewport()

  await why.getByRole('button', { name: 'Last question unanswered' }).click()
  await expect(conversation.message('When will it arrive?')).toBeInViewport({ ratio: 1 })
  await expect(conversation.message('When will it arrive?')).toHaveAttribute('data-flash', 'true')
})

test('words are found in a conversation, counted and walked through', async ({ desk, portal }) => {
  const conversation = new ConversationPage(desk.page)
  const talk = Array.from({ length: 60 }, (_, n): Said => ({ by: 'client', text: n % 20 === 0 ? `Где мой ЗАКАЗ ${n}? [b]заказ[/b]` : `Строка ${n}` }))
  await open(desk.page, portal, { messages: talk })
  await expect(conversation.transcript).toContainText('Строка')
  await desk.page.keyboard.press('Control+KeyF')
  await desk.page.keyboard.type('заказ')
  await expect(conversation.search).toContainText('1 of 6')
  await expect(conversation.transcript.locator('mark').first()).toHaveText('ЗАКАЗ')

  await desk.page.keyboard.press('Shift+Enter')
  await expect(conversation.search).toContainText('6 of 6')
  await expect(conversation.transcript.locator('mark[data-active]')).toBeInViewport()
  await expect(conversation.message('Где мой ЗАКАЗ 40?')).toBeInViewport()
  await desk.page.keyboard.press('Escape')
  await expect(conversation.search).toHaveCount(0)
  await expect(conversation.transcript.locator('mark')).toHaveCount(0)
})

test('brackets go from one turn of the client to the next, and a conversation reopened stands where it stood', async ({ desk, portal }) => {
  const conversation = new ConversationPage(desk.page)
  const dialogs = new DialogsPage(desk.page)
  const talk = Array.from({ length: 90 }, (_, n): Said => ({ by: n % 30 === 0 ? 'client' : 'operator', text: n % 30 === 0 ? `Question ${n}` : `Answer ${n}` }))
  const id = await open(desk.page, portal, { messages: talk, closeReason: 'operator' })
  await expect(conversation.message('Question 0')).toBeInViewport()
  await desk.page.keyboard.press('BracketRight')
  await desk.page.keyboard.press('BracketRight')
  await expect(conversation.message('Question 30')).toBeInViewport()
  await desk.page.keyboard.press('BracketRight')
  await expect(conversation.message('Question 60')).toBeInViewport()
  await desk.page.keyboard.press('BracketLeft')
  await expect(conversation.message('Question 30')).toBeInViewport()

  await dialogs.rows.nth(3).click()
  await expect(conversation.message('Question 30')).toHaveCount(0)
  await dialogs.open(id)
  await expect(conversation.message('Question 30')).toBeInViewport()
})

test('the facts tell when, who and what we rated, and lead to the portal and to the client’s other dialogs', async ({ desk, portal }) => {
  const conversation = new ConversationPage(desk.page)
  const { rows } = await portal.control('dump') as { rows: readonly { id: number; chatId: number; crmEntityId: number | null }[] }
  const withOther = rows.toReversed().find(row => (row.crmEntityId ?? 0) > 0 && rows.some(other => other.chatId === row.chatId && other.id !== row.id))
  const id = withOther?.id ?? 0
  await show(desk.page, `all?dialog=${id}`)
  await conversation.factsButton.click()
  await expect(conversation.facts).toContainText('Created')
  await conversation.facts.getByRole('button', { name: /№ \d+$/ }).first().click()
  await expect.poll(desk.opened).toContainEqual(expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/crm\/\w+\/details\/\d+\/$/))

  await conversation.rate(4, 'Polite')
  await expect(conversation.facts).toContainText('Saved: none → 4')
  const heading = conversation.pane.getByRole('heading', { level: 2 })
  const number = conversation.pane.getByText(`№ ${id}`, { exact: true })
  await expect(number).toBeVisible()
  const name = await heading.textContent() ?? ''
  await conversation.facts.getByRole('region', { name: /Other dialogs of this client/ }).getByRole('button').first().click()
  await expect(number).toHaveCount(0)
  await expect(heading).toHaveText(name)
  await expect(conversation.facts).toBeVisible()
})

test('a comment that stands there is gone on with behind its last word', { tag: '@browser-face' }, async ({ desk, portal }) => {
  const conversation = new ConversationPage(desk.page)
  const { rows } = await portal.control('dump') as { rows: readonly { id: number; commentHead: string | null }[] }
  const { id, commentHead } = rows.toReversed().find(row => (row.commentHead ?? '') !== '') ?? { id: 0, commentHead: '' }
  await show(desk.page, `all?dialog=${id}`)
  await expect(conversation.comment).toHaveValue(commentHead ?? '')
  await desk.page.keyboard.press('KeyC')
  await desk.page.keyboard.insertText(' Again')
  await expect(conversation.comment).toHaveValue(`${commentHead} Again`)
})

test('what a client writes is shown and never followed, run or fetched', async ({ desk, portal }) => {
  const conversation = new ConversationPage(desk.page)
  const asked: string[] = []
  const dialogs: string[] = []
  desk.page.on('request', request => asked.push(request.url()))
  desk.page.on('dialog', dialog => { dialogs.push(dialog.message()); void dialog.dismiss() })
  await open(desk.page, portal, { messages: [
    { by: 'client', text: '<img src=x onerror=alert(1)><script>alert(2)</script>' },
    { by: 'client', text: '[url=javascript:alert(3)]good[/url] [img]https://tracker.test/pixel.png[/img] [url=https://evil.test/]https://bank.test[/url]' },
    { by: 'client', text: '\u202Etxt.exe\u202C مرحبا 👩‍👩‍👧‍👦 ' + '[b]'.repeat(400) },
  ] })
  await expect(conversation.message('onerror=alert(1)')).toBeVisible()
  await expect(conversation.transcript).toContainText('good (javascript:alert(3))')
  await expect(conversation.transcript).toContainText('https://bank.test (evil.test)')
  await expect(conversation.transcript.locator('img, script, a, iframe')).toHaveCount(0)
  expect(dialogs).toEqual([])
  expect(asked.filter(url => url.includes('.test'))).toEqual([])
})

test('a picture is fetched when the reader asks to see it, by the engine alone, and closed again', async ({ desk, portal }) => {
  const conversation = new ConversationPage(desk.page)
  const fetched = async () => (await portal.requests())['disk.download'] ?? 0
  const asked: string[] = []
  desk.page.on('request', request => asked.push(request.url()))
  await show(desk.page, `all?dialog=${await dialogWithPhoto(portal)}`)
  const showPicture = conversation.transcript.getByRole('button', { name: /^Show picture: IMG_/ })
  await showPicture.scrollIntoViewIfNeeded()
  expect([await fetched(), await conversation.transcript.locator('img').count()]).toEqual([0, 0])

  await showPicture.focus()
  await desk.page.keyboard.press('Enter')
  const picture = conversation.transcript.getByRole('img', { name: /^IMG_/ })
  await expect.poll(() => picture.evaluate((shown: HTMLImageElement) => shown.naturalHeight)).toBe(1280)
  expect((await picture.boundingBox())?.height).toBe(320)
  expect(await fetched()).toBe(1)
  expect(asked.filter(url => url.startsWith(portal.url))).toEqual([])

  await conversation.transcript.getByRole('button', { name: /^Hide: IMG_/ }).click()
  await expect(picture).toHaveCount(0)
})

test('a conversation of 5 000 messages keeps few of them on the page, from its first to its last', { tag: '@browser-face' }, async ({ desk, portal }) => {
  const conversation = new ConversationPage(desk.page)
  await desk.page.route('**/rpc/transcripts.get', async route => {
    const answer = await (await route.fetch()).json() as { value: { messages: { id: number; at: number; text: string }[] } }
    const [sample] = answer.value.messages
    answer.value.messages = Array.from({ length: 5_000 }, (_, n) => ({ ...sample, id: n + 1, at: (sample?.at ?? 0) + n * 30_000, text: `Message ${n + 1}. ${'word '.repeat(n % 40)}` }))
    await route.fulfill({ json: answer })
  })
  await open(desk.page, portal, { messages: [{ by: 'client', text: 'First' }], closeReason: 'operator' })
  await expect(conversation.message('Message 1.')).toBeInViewport()
  expect(await conversation.transcript.locator('[data-message]').count()).toBeLessThan(80)
  await conversation.transcript.focus()
  await desk.page.keyboard.press('End')
  await expect(conversation.message('Message 5000.')).toBeInViewport()
  await desk.page.keyboard.press('Control+KeyF')
  await desk.page.keyboard.type('message 2500.')
  await expect(conversation.search).toContainText('1 of 1')
  await expect(conversation.message('Message 2500.')).toBeInViewport()
})

/** The newest in which somebody sent just one picture. */
async function dialogWithPhoto(portal: TestPortal): Promise<number> {
  const { rows } = await portal.control('dump') as { rows: readonly { id: number }[] }
  for (const { id } of rows.toReversed()) {
    const { messages } = await portal.control('session', { sessionId: id }) as { messages: readonly { file: string | null }[] }
    if (messages.filter(({ file }) => file === 'photo').length === 1) return id
  }
  throw new Error('No dialog with a picture')
}

/** A new dialog that says exactly this, on screen. */
async function open(page: ConstructorParameters<typeof DialogsPage>[0], portal: TestPortal, content: Readonly<Record<string, unknown>> & { readonly messages: readonly Said[] }): Promise<number> {
  const { id } = await portal.control('create', content) as { id: number }
  const dialogs = new DialogsPage(page)
  await dialogs.row(id).click({ timeout: 30_000 })
  return id
}
