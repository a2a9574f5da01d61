import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/desk.ts'
import { holdBack } from '../fixtures/hold-back.ts'
import { ConversationPage, sentBy } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { ReviewPage } from '../pages/review-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

test.beforeEach(async ({ desk, portal }) => {
  await new SignInPage(desk.page).enter(portal.webhook, true)
  await new DialogsPage(desk.page).synced()
})

test('a slip of the finger is taken back before anybody hears of it, and what was typed is still there', async ({ desk, portal }) => {
  const { keyboard } = desk.page
  const review = new ReviewPage(desk.page)
  const conversation = new ConversationPage(desk.page)
  const id = await review.opened()
  await keyboard.press('Digit1')
  await keyboard.press('KeyC')
  await keyboard.type('Rude')
  await keyboard.press('Control+Enter')
  await expect.poll(() => review.dialogId()).not.toBe(id)
  await expect(review.undoBar).toContainText('Rated 1')
  await keyboard.press('KeyZ')
  await expect.poll(() => review.dialogId()).toBe(id)
  await expect(review.undoBar).toBeHidden()
  await expect(conversation.comment).toHaveValue('Rude')
  await expect(desk.page.getByRole('button', { name: 'Unsent ratings 0' })).toBeVisible()
  await keyboard.press('Digit5')
  await keyboard.press('Enter')
  await expect.poll(() => portal.heldRating(id), sentBy).toEqual({ rating: 5, comment: 'Rude' })
  expect((await portal.control('stats'))['notifications']).toEqual({ [id]: 1 })
})

test('a key held down takes back one rating, not the one before it too', { tag: '@browser-face' }, async ({ desk }) => {
  const { keyboard } = desk.page
  const review = new ReviewPage(desk.page)
  const undone = undoRequests(desk.page)
  const first = await review.opened()
  await keyboard.press('Digit4')
  await keyboard.press('Enter')
  await expect.poll(() => review.dialogId()).not.toBe(first)
  const second = await review.opened()
  await keyboard.press('Digit4')
  await keyboard.press('Enter')
  await expect.poll(() => review.dialogId()).not.toBe(second)
  await keyboard.down('KeyZ')
  await expect.poll(() => review.dialogId()).toBe(second)
  // The key repeats itself.
  await keyboard.down('KeyZ')
  await keyboard.up('KeyZ')
  await keyboard.press('KeyI')
  await expect(new ConversationPage(desk.page).facts).toBeVisible()
  expect(undone()).toBe(1)
})

test('a rating is taken back once, however often the key is pressed', { tag: '@browser-face' }, async ({ desk }) => {
  const { keyboard } = desk.page
  const review = new ReviewPage(desk.page)
  const undone = undoRequests(desk.page)
  const id = await review.opened()
  await keyboard.press('Digit4')
  await keyboard.press('Enter')
  await expect(review.undoBar).toBeVisible()
  const release = await holdBack(desk.page, 'ratings.undo')
  await keyboard.press('KeyZ')
  await expect(desk.page.getByRole('button', { name: 'Undo' })).toHaveAttribute('data-loading')
  await keyboard.press('KeyZ')
  await release()
  await expect.poll(() => review.dialogId()).toBe(id)
  expect(undone()).toBe(1)
})

/** Counts them from now on. */
function undoRequests(page: Page): () => number {
  let count = 0
  page.on('request', request => { if (request.url().endsWith('/rpc/ratings.undo')) count += 1 })
  return () => count
}

test('a low rating asks for its cause: a template or a hashtag by keys', async ({ desk, portal }) => {
  const { keyboard } = desk.page
  const review = new ReviewPage(desk.page)
  const conversation = new ConversationPage(desk.page)
  const first = await review.opened()
  await keyboard.press('Digit2')
  await keyboard.press('Enter')
  await expect(conversation.comment).toBeFocused()
  await expect(desk.page.getByRole('alert')).toContainText('needs a comment')
  await keyboard.press('Slash')
  await expect(desk.page.getByRole('listbox', { name: 'Comment templates' })).toBeFocused()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(conversation.comment).toBeFocused()
  await expect(conversation.comment).toHaveValue(/waited .+ on .+\. Please answer/)
  // In a comment that has begun, the keys are letters.
  await keyboard.type(' 1/2 jkzf?')
  await expect(conversation.comment).toHaveValue(/1\/2 jkzf\?$/)
  const comment = await conversation.comment.inputValue()
  await keyboard.press('Control+Enter')
  await expect.poll(() => review.dialogId()).not.toBe(first)

  const second = await review.opened()
  await keyboard.press('Digit1')
  await keyboard.press('Shift+Digit4')
  await expect(conversation.comment).toHaveValue('#rude_tone')
  await keyboard.press('Enter')
  await expect.poll(() => portal.heldRating(first), sentBy).toEqual({ rating: 2, comment })
  await expect.poll(() => portal.heldRating(second), sentBy).toEqual({ rating: 1, comment: '#rude_tone' })
})

test('what is typed and not saved is there after a crash', async ({ desk }) => {
  const { keyboard } = desk.page
  const id = await new ReviewPage(desk.page).opened()
  await keyboard.press('Digit2')
  await keyboard.press('KeyC')
  await keyboard.type('Half a sent')
  // It is written down once the typing rests.
  await desk.page.waitForResponse(reply => reply.url().endsWith('/rpc/drafts.put') && (reply.request().postData() ?? '').includes('Half a sent'))
  await desk.restart('kill')
  await new SignInPage(desk.page).unlock()
  await new DialogsPage(desk.page).open(id)
  const conversation = new ConversationPage(desk.page)
  await expect(conversation.comment).toHaveValue('Half a sent')
  await expect(conversation.choice(2)).toBeChecked()
})

test('a sample is worked through by keys, skipping with a reason, and goes on after a restart', async ({ desk, portal }) => {
  const { keyboard } = desk.page
  const review = new ReviewPage(desk.page)
  await review.opened()
  await keyboard.press('KeyQ')
  await review.sample({ size: 4, seed: 7 })
  await expect(review.progress).toHaveText('0 of 4')
  const first = await review.opened()
  await keyboard.press('Digit4')
  await keyboard.press('Enter')
  await expect(review.progress).toHaveText('1 of 4')
  await expect.poll(() => review.dialogId()).not.toBe(first)
  const second = await review.opened()
  await keyboard.press('KeyS')
  await expect(review.skipDialog.locator(':focus')).toBeVisible()
  await keyboard.press('Enter')
  await expect(review.progress).toHaveText('2 of 4')
  await expect.poll(() => review.dialogId()).not.toBe(second)
  await expect(review.item(second)).toContainText('Nothing to rate')
  await expect.poll(() => portal.heldRating(first), sentBy).toEqual({ rating: 4, comment: '' })

  await desk.restart()
  const again = new ReviewPage(desk.page)
  await new SignInPage(desk.page).unlock(undefined, again.progress)
  await expect(again.progress).toHaveText('2 of 4')
  await again.finish(desk.page.keyboard, 2)
  await expect(desk.page.getByText('The queue is done')).toBeVisible()

  // The reason stays with the dialog.
  await again.item(second).click()
  await desk.page.keyboard.press('KeyI')
  await expect(new ConversationPage(desk.page).facts).toContainText(/Skipped in review.*Nothing to rate/)
})

test('a blind queue shows the client’s rating only after one’s own', async ({ desk }) => {
  const review = new ReviewPage(desk.page)
  await new DialogsPage(desk.page).view('Low ratings')
  await review.opened()
  await desk.page.keyboard.press('KeyQ')
  await review.whole({ hide: 'Client’s rating' })
  const id = await review.opened()
  await expect(review.item(id)).toContainText('hidden')
  await expect(desk.page.getByText('Disliked')).toHaveCount(0)
  // A list that would tell is without the queue, and says so.
  await new DialogsPage(desk.page).view('Low ratings')
  await expect(desk.page.getByRole('main')).toContainText(/Without \d+ dialogs? of the review queue/)
  await desk.page.goBack()
  await expect(review.item(id)).toContainText('hidden')
  await expect.poll(() => review.dialogId()).toBe(id)
  await desk.page.keyboard.press('Digit3')
  await desk.page.keyboard.press('Enter')
  await expect(review.item(id)).toContainText('Low')
})

test('the form of a queue offers a sample as soon as the list that comes in turns out long', { tag: '@browser-face' }, async ({ desk }) => {
  const review = new ReviewPage(desk.page)
  await review.opened()
  const release = await holdBack(desk.page, 'dialogs.index')
  await desk.page.getByRole('navigation').getByRole('link', { name: 'All dialogs' }).click()
  await desk.page.keyboard.press('KeyQ')
  const start = review.start.getByRole('button', { name: 'Start' })
  await expect(start).toBeFocused()
  await expect(start).toBeDisabled()
  await release()
  await expect(review.start.getByRole('radio', { name: 'A random sample' })).toBeChecked()
  await expect(review.start.getByRole('radio', { name: /^The first 1,000 dialogs/ })).toBeVisible()
  await expect(start).toBeEnabled()
  await expect(start).toBeFocused()
})

test('who has gone elsewhere while the next dialog is looked for stays there', { tag: '@browser-face' }, async ({ desk }) => {
  const dialogs = new DialogsPage(desk.page)
  await dialogs.view('All dialogs')
  await new ReviewPage(desk.page).opened()
  const release = await holdBack(desk.page, 'dialogs.index')
  // The last one is far away: where it is has to be asked for.
  await dialogs.grid.focus()
  await desk.page.keyboard.press('End')
  await desk.page.getByRole('navigation').getByRole('link', { name: 'Alerts' }).click()
  const alerts = desk.page.getByRole('heading', { level: 1, name: 'Alerts' })
  await expect(alerts).toBeVisible()
  await release()
  expect(await alerts.isVisible()).toBe(true)
})

test('who opens another dialog while the next to review is looked for stays with it', { tag: '@browser-face' }, async ({ desk }) => {
  const review = new ReviewPage(desk.page)
  // What is rated stays in this list, so no row moves.
  await new DialogsPage(desk.page).view('All dialogs')
  await review.opened()
  const other = desk.page.locator('[data-dialog-grid] [data-id]').nth(5)
  const id = await other.getAttribute('data-id')
  await desk.page.keyboard.press('Digit4')
  const release = await holdBack(desk.page, 'dialogs.rows')
  await desk.page.keyboard.press('Control+Enter')
  await expect(review.unsent(1)).toBeVisible()
  await other.click()
  await release()
  expect(await desk.page.locator('[role=row][data-open]').getAttribute('data-id')).toBe(id)
})

test('the question mark shows the keys', async ({ desk }) => {
  await new ReviewPage(desk.page).opened()
  await desk.page.keyboard.press('Shift+Slash')
  await expect(desk.page.getByRole('dialog', { name: 'Keys' })).toContainText('take the last rating back')
  await desk.page.keyboard.press('Escape')
  await expect(desk.page.getByRole('dialog')).toBeHidden()
})
