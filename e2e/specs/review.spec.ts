import { expect, test } from '../fixtures/desk.ts'
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
  await expect(review.skipDialog).toBeVisible()
  await keyboard.press('Enter')
  await expect(review.progress).toHaveText('2 of 4')
  await expect.poll(() => review.dialogId()).not.toBe(second)
  await expect.poll(() => portal.heldRating(first), sentBy).toEqual({ rating: 4, comment: '' })

  await desk.restart()
  const again = new ReviewPage(desk.page)
  await new SignInPage(desk.page).unlock(undefined, again.progress)
  await expect(again.progress).toHaveText('2 of 4')
  await again.finish(desk.page.keyboard, 2)
  await expect(desk.page.getByText('The queue is done')).toBeVisible()
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
  await desk.page.keyboard.press('Digit3')
  await desk.page.keyboard.press('Enter')
  await expect(review.item(id)).toContainText('Low')
})

test('the question mark shows the keys', async ({ desk }) => {
  await new ReviewPage(desk.page).opened()
  await desk.page.keyboard.press('Shift+Slash')
  await expect(desk.page.getByRole('dialog', { name: 'Keys' })).toContainText('take the last rating back')
  await desk.page.keyboard.press('Escape')
  await expect(desk.page.getByRole('dialog')).toBeHidden()
})
