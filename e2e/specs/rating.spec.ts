import type { TestPortal } from '../fixtures/demo-portal.ts'
import { expect, test } from '../fixtures/desk.ts'
import { listMethods, shownDialogs, unreviewed } from '../fixtures/shown-dialogs.ts'
import { ConversationPage, sentBy } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

test.beforeEach(async ({ desk, portal }) => {
  await new SignInPage(desk.page).enter(portal.webhook, true)
  await new DialogsPage(desk.page).synced()
})

test('a refused rating says why, is marked on its row, and can be sent again', async ({ desk, portal }) => {
  const dialogs = new DialogsPage(desk.page)
  const conversation = new ConversationPage(desk.page)
  const id = await nextToReview(portal)
  await portal.control('faults', { mode: 'accessDenied', method: 'imopenlines.session.head.vote' })
  await dialogs.open(id)
  await conversation.rate(4, 'Polite')
  await expect(conversation.ratingState).toContainText('Not sent', sentBy)
  expect(await portal.heldRating(id)).toEqual({ rating: 0, comment: null })

  await dialogs.view('All dialogs')
  await dialogs.filter('Unsent rating', ['yes'])
  await expect(dialogs.row(id).locator('[title*="was not sent"]')).toBeVisible()
  await dialogs.open(id)
  await portal.control('faults', { mode: 'none' })
  await conversation.retry().click()
  await expect(conversation.ratingState).toContainText('Sent, the portal has it', sentBy)
  expect(await portal.heldRating(id)).toEqual({ rating: 4, comment: 'Polite' })
})

test('a rating given while the portal is away is sent by itself when it is back, also after a restart', async ({ desk, portal }) => {
  const dialogs = new DialogsPage(desk.page)
  const id = await nextToReview(portal)
  await dialogs.open(id)
  await expect(new ConversationPage(desk.page).transcript).toContainText(/\p{L}{3}/u)
  await portal.control('faults', { mode: 'offline' })
  await new ConversationPage(desk.page).rate(1, 'Rude')
  await expect(desk.page.getByRole('button', { name: 'Unsent ratings 1' })).toBeVisible()

  await desk.restart('kill')
  await new SignInPage(desk.page).unlock()
  await expect(desk.page.getByRole('button', { name: 'Unsent ratings 1' })).toBeVisible()
  await portal.control('faults', { mode: 'none' })
  await expect(desk.page.getByRole('button', { name: 'Unsent ratings 0' })).toBeVisible({ timeout: 30_000 })
  expect(await portal.heldRating(id)).toEqual({ rating: 1, comment: 'Rude' })
})

test('another supervisor’s rating is shown before it is replaced', async ({ desk, portal }) => {
  const dialogs = new DialogsPage(desk.page)
  const conversation = new ConversationPage(desk.page)
  const id = await nextToReview(portal)
  await dialogs.open(id)
  await expect(conversation.transcript).toContainText(/\p{L}{3}/u)
  // The list cannot bring the other rating before this supervisor saves: only the outbox's own look can.
  await portal.control('faults', { mode: 'offline', method: listMethods[portal.source] })
  await portal.control('headVote', { sessionId: id, rating: 5, comment: 'Great' })
  await conversation.rate(2, 'Late')
  await expect(conversation.conflict).toContainText('5 excellentGreat', sentBy)
  await expect(conversation.conflict).toContainText('2 late or partialLate')
  expect(await portal.heldRating(id)).toEqual({ rating: 5, comment: 'Great' })

  await conversation.replaceTheirs().click()
  await expect(conversation.ratingState).toContainText('Sent, the portal has it', sentBy)
  expect(await portal.heldRating(id)).toEqual({ rating: 2, comment: 'Late' })
})

/** On top of "To review", or nearly so. */
async function nextToReview(portal: TestPortal): Promise<number> {
  return unreviewed(await shownDialogs(portal))[0]?.id ?? 0
}
