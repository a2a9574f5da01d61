import { expect, test } from '../fixtures/desk.ts'
import { shownDialogs, sourceNames, unreviewed } from '../fixtures/shown-dialogs.ts'
import { ConversationPage, sentBy } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

test('from the sign-in to a rating that the portal holds', async ({ desk, portal }) => {
  const dialogs = new DialogsPage(desk.page)
  const conversation = new ConversationPage(desk.page)
  const shown = await shownDialogs(portal)
  await new SignInPage(desk.page).enter(portal.webhook)
  await dialogs.synced()
  await expect(dialogs.source(sourceNames[portal.source])).toBeVisible()

  await dialogs.view('All dialogs')
  await expect.poll(() => dialogs.total()).toBe(shown.length)
  // All default columns fit beside the conversation in a window of 1280 px.
  expect(await dialogs.grid.evaluate(grid => grid.scrollWidth - grid.clientWidth)).toBe(0)
  const closed = shown.filter(({ status }) => status === 'closed')
  // Where closes are told by the conversations alone, they are read in the background first.
  await dialogs.filter('Status', ['closed'])
  await expect.poll(() => dialogs.total(), { timeout: 20_000 }).toBe(closed.length)
  const telegram = closed.filter(({ source }) => source === 'telegrambot')
  await dialogs.filter('Channel', ['Telegram'])
  await expect.poll(() => dialogs.total()).toBe(telegram.length)
  await dialogs.filter('Supervisor rating', ['not rated'])
  const [wanted] = unreviewed(telegram)
  const id = wanted?.id ?? 0
  await expect(dialogs.row(id)).toBeVisible()
  for (const row of (await dialogs.rows.all()).slice(0, 5)) await expect(row).toContainText('Telegram')

  await dialogs.open(id)
  await expect(conversation.pane).toContainText(`№ ${id}`)
  await expect(conversation.transcript).toContainText(/\p{L}{3}/u)
  await conversation.rate(2, 'Ответ через 18 минут; the question was left open')
  await expect(conversation.ratingState).toContainText('Sent, the portal has it', sentBy)
  // Asked from outside the program, of the portal itself.
  expect(await portal.heldRating(id)).toEqual({ rating: 2, comment: 'Ответ через 18 минут; the question was left open' })
})
