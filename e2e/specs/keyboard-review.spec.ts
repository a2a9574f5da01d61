import { shownDialogs } from '../fixtures/shown-dialogs.ts'
import type { TestPortal } from '../fixtures/demo-portal.ts'
import { expect, test } from '../fixtures/without-mouse.ts'
import { ConversationPage, sentBy } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { Keys } from '../pages/keys.ts'
import { ReviewPage } from '../pages/review-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

const count = 20
/** Every number is given, and the low ones need a word. */
const ratings = [3, 4, 5, 4, 1, 3, 5, 2] as const

test('twenty reviews in a row: two keys each, words for the low ones, every operator is told once', async ({ desk, portal }) => {
  // The portal takes the sixty requests of the sending one by one.
  test.slow()
  const keys = new Keys(desk.page)
  const review = new ReviewPage(desk.page)
  const conversation = new ConversationPage(desk.page)
  await new SignInPage(desk.page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(desk.page).synced()
  const before = await held(portal)
  await review.opened()
  await keys.press('KeyQ')
  await review.sampleByKeys(keys, { size: count, seed: 4 })
  await expect(review.progress).toHaveText(`0 of ${count}`)

  const given = new Map<number, { readonly rating: number; readonly comment: string }>()
  for (let n = 0; n < count; n++) {
    // The next conversation is on screen by itself.
    await expect.poll(() => review.dialogId()).not.toBe([...given.keys()].at(-1) ?? 0)
    await expect(conversation.transcript).toContainText(/\p{L}{3}/u)
    const id = await review.opened()
    expect(given.has(id)).toBe(false)
    const rating = ratings[n % ratings.length] ?? 3
    const comment = rating <= 2 ? `Late again, review ${n}` : ''
    await keys.press(`Digit${rating}`)
    if (comment === '') await keys.press('Enter')
    else {
      await keys.press('KeyC')
      await keys.keyboard.type(comment)
      await keys.press('Control+Enter')
    }
    await expect(review.progress).toHaveText(`${n + 1} of ${count}`)
    given.set(id, { rating, comment })
  }
  await expect(desk.page.getByText('The queue is done')).toBeVisible()
  await expect(review.unsent(0)).toBeVisible({ timeout: 30_000 })

  // Asked of the portal itself: these twenty changed, to what was given, and nothing else did.
  const after = await held(portal)
  expect(new Map([...after].filter(([id, rating]) => before.get(id) !== rating))).toEqual(new Map([...given].map(([id, { rating }]) => [id, rating])))
  for (const [id, { rating, comment }] of given) {
    if (comment !== '') await expect.poll(() => portal.heldRating(id), sentBy).toEqual({ rating, comment })
  }
  const { notifications } = await portal.control('stats')
  expect(notifications).toEqual(Object.fromEntries([...given.keys()].map(id => [id, 1])))
})

test('the keys of a review are places on the keyboard: a Russian layout writes other letters there', async ({ desk, portal }) => {
  const keys = new Keys(desk.page)
  const review = new ReviewPage(desk.page)
  const conversation = new ConversationPage(desk.page)
  await new SignInPage(desk.page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(desk.page).synced()
  const first = await review.opened()
  await keys.pressAs('KeyJ', 'о')
  await expect.poll(() => review.dialogId()).not.toBe(first)
  await keys.pressAs('KeyK', 'л')
  await expect.poll(() => review.dialogId()).toBe(first)
  await keys.pressAs('KeyF', 'а')
  await expect(conversation.flag).toHaveAttribute('aria-pressed', 'true')

  await keys.pressAs('Digit2', '2')
  await expect(conversation.choice(2)).toBeFocused()
  await keys.pressAs('Slash', '.')
  await expect(desk.page.getByRole('listbox', { name: 'Comment templates' })).toBeFocused()
  // Neither in a list of choices nor while typing are they keys of the review.
  await keys.pressAs('KeyJ', 'о')
  await keys.press('Escape')
  await expect(conversation.comment).toBeFocused()
  await keys.keyboard.type('1')
  for (const [code, key] of [['KeyJ', 'о'], ['KeyZ', 'я'], ['Digit5', '5'], ['BracketRight', 'ъ']] as const) await keys.pressAs(code, key)
  await expect(conversation.choice(2)).toBeChecked()
  await expect(conversation.comment).toHaveValue('1')
  await keys.press('Control+Enter')
  await expect.poll(() => review.dialogId()).not.toBe(first)

  await keys.pressAs('KeyZ', 'я')
  await expect.poll(() => review.dialogId()).toBe(first)
  await expect(review.undoBar).toBeHidden()
  await keys.press('Escape')
  await keys.pressAs('Slash', ',', { shiftKey: true })
  await expect(desk.page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await keys.pressAs('KeyJ', 'о')
  await keys.press('Escape')
  await expect.poll(() => review.dialogId()).toBe(first)
})

test('the row of the dialog that is read is in sight, however far one goes down and up the list', async ({ desk, portal }) => {
  const keys = new Keys(desk.page)
  const dialogs = new DialogsPage(desk.page)
  await new SignInPage(desk.page).enterByKeys(keys, portal.webhook)
  await dialogs.synced()
  await keys.command('all dialogs', /^All dialogs/)
  await new ReviewPage(desk.page).opened()
  const open = dialogs.grid.locator('[role=row][data-open]')
  // The head is row 1.
  for (const [key, times, row] of [['KeyJ', 40, '42'], ['KeyK', 30, '12']] as const) {
    for (let n = 0; n < times; n++) await keys.press(key)
    await expect(open).toHaveAttribute('aria-rowindex', row)
    await expect(open).toBeInViewport({ ratio: 1 })
  }
})

async function held(portal: TestPortal): Promise<Map<number, number>> {
  return new Map((await shownDialogs(portal)).map(({ id, voteHeadStored }) => [id, voteHeadStored]))
}
