import type { TestPortal } from '../fixtures/demo-portal.ts'
import { listMethods, shownDialogs, unreviewed } from '../fixtures/shown-dialogs.ts'
import { expect, test } from '../fixtures/without-mouse.ts'
import { ConversationPage, sentBy } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { Keys } from '../pages/keys.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { UnsentPage } from '../pages/unsent-page.ts'

const theirs = { rating: 5, comment: 'Great and quick' }
const late = 'Late and quick'

test('another supervisor was quicker: each of the three ways out is one key away', async ({ desk, portal }) => {
  test.slow()
  const keys = new Keys(desk.page)
  const conversation = new ConversationPage(desk.page)
  const unsent = new UnsentPage(desk.page)
  await new SignInPage(desk.page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(desk.page).synced()
  const [kept = 0, replaced = 0, merged = 0] = await toReview(portal)
  for (const id of [kept, replaced, merged]) await rateTooLate(id, keys, conversation, portal)
  await expect(unsent.status).toContainText('3 conflicts', sentBy)

  await openByNumber(kept, keys, conversation)
  await expect(conversation.conflict.getByRole('region', { name: 'Theirs, in the portal' })).toContainText('5 excellentGreat and quick')
  await expect(conversation.conflict.getByRole('region', { name: 'Yours, not sent' }).locator('mark')).toHaveText('Late')
  await keys.press('KeyT')
  await expect(conversation.conflict).toBeHidden()
  await expect(conversation.choice(5)).toBeChecked()

  await openByNumber(replaced, keys, conversation)
  await expect(conversation.conflict).toBeVisible()
  await keys.press('KeyM')
  await expect(conversation.conflict).toBeHidden()

  await openByNumber(merged, keys, conversation)
  await expect(conversation.conflict).toBeVisible()
  await keys.press('KeyE')
  await expect(conversation.comment).toBeFocused()
  await expect(conversation.comment).toHaveValue('Great and quick\nLate and quick')
  // While somebody types, these are letters.
  await keys.press('Control+End')
  await keys.keyboard.type(', team T')
  await expect(conversation.conflict).toBeVisible()
  await keys.press('Control+Enter')

  await expect.poll(() => portal.heldRating(replaced), sentBy).toEqual({ rating: 2, comment: 'Late and quick' })
  await expect.poll(() => portal.heldRating(merged), sentBy).toEqual({ rating: 2, comment: 'Great and quick\nLate and quick, team T' })
  expect(await portal.heldRating(kept)).toEqual(theirs)
  await expect(unsent.status).toContainText('Unsent ratings 0')
})

test('a conflict can be ended from the list, and a rating that changes meanwhile is shown before it is replaced', async ({ desk, portal }) => {
  test.slow()
  const keys = new Keys(desk.page)
  const conversation = new ConversationPage(desk.page)
  const unsent = new UnsentPage(desk.page)
  await new SignInPage(desk.page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(desk.page).synced()
  // The list goes on telling of what was closed a moment ago.
  const { id } = await portal.control('create', { messages: [{ by: 'client', text: 'When will it arrive?' }], closeReason: 'auto' }) as { id: number }
  await expect(new DialogsPage(desk.page).row(id)).toBeVisible()
  await rateTooLate(id, keys, conversation, portal)
  await expect(unsent.status).toContainText('1 conflict', sentBy)
  await unsent.openByKey(keys)
  await expect(unsent.conflict()).toContainText('5 excellentGreat and quick')
  await expect(unsent.conflict()).toBeFocused()

  // The list brings another one, behind what is on screen.
  await portal.control('headVote', { sessionId: id, rating: 4, comment: 'Good' })
  await portal.control('faults', { mode: 'none' })
  const rounds = (await portal.requests())[listMethods.statistics] ?? 0
  await expect.poll(async () => (await portal.requests())[listMethods.statistics] ?? 0).toBeGreaterThan(rounds + 2)
  await keys.press('KeyM')
  await expect(unsent.conflict()).toContainText('Their rating has changed again')
  await expect(unsent.conflict()).toContainText('4 goodGood')
  expect(await portal.heldRating(id)).toEqual({ rating: 4, comment: 'Good' })
  await keys.press('KeyM')
  await expect(unsent.conflict()).toBeHidden()
  await expect.poll(() => portal.heldRating(id), sentBy).toEqual({ rating: 2, comment: 'Late and quick' })
})

test('a refused rating says why, can be changed, and is deleted only after a question', async ({ desk, portal }) => {
  const keys = new Keys(desk.page)
  const conversation = new ConversationPage(desk.page)
  const unsent = new UnsentPage(desk.page)
  await new SignInPage(desk.page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(desk.page).synced()
  await portal.control('faults', { mode: 'accessDenied', method: 'imopenlines.session.head.vote' })
  const [id = 0] = await toReview(portal)
  await openByNumber(id, keys, conversation)
  await rateByKeys(keys)
  await expect(unsent.status).toContainText('1 needs a decision', sentBy)
  await unsent.openByKey(keys)
  await expect(unsent.list.getByRole('region', { name: 'Not sent: your decision is needed' })).toContainText('A portal administrator can give the rights')

  await keys.walkTo(unsent.button('Edit'))
  await keys.press('Enter')
  await expect(conversation.comment).toBeFocused()
  await expect(conversation.comment).toHaveValue('Late and quick')
  await keys.press('Escape')

  await unsent.openByKey(keys)
  await keys.walkTo(unsent.button('Delete…'))
  await keys.press('Enter')
  await expect(unsent.question).toContainText('Delete your 2?')
  await expect(unsent.button('Keep it')).toBeFocused()
  await keys.press('Enter')
  await expect(unsent.question).toBeHidden()
  await keys.walkTo(unsent.button('Delete…'))
  await keys.press('Enter')
  await keys.walkTo(unsent.button('Delete'))
  await keys.press('Enter')
  await expect(unsent.list).toContainText('Every rating has reached the portal.')
  expect(await portal.heldRating(id)).toEqual({ rating: 0, comment: null })
})

test('without the right to rate the form says so before anything is typed', async ({ desk, portal }) => {
  const keys = new Keys(desk.page)
  const conversation = new ConversationPage(desk.page)
  await portal.control('portal', { headVote: false })
  await new SignInPage(desk.page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(desk.page).synced()
  const [id = 0] = await toReview(portal)
  await openByNumber(id, keys, conversation)
  await expect(conversation.ratingState.getByRole('note')).toContainText(/Your user may not rate this dialog.*A portal administrator can allow it/)
  await expect(conversation.choice(4)).toBeDisabled()
  await expect(conversation.comment).toBeHidden()
})

test('a right that is lost at work is told by the first refusal, on every dialog before anything is typed', async ({ desk, portal }) => {
  const keys = new Keys(desk.page)
  const conversation = new ConversationPage(desk.page)
  const reason = /Your user may not rate this dialog.*A portal administrator can allow it/
  await new SignInPage(desk.page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(desk.page).synced()
  const [rated = 0, other = 0] = await toReview(portal)
  for (const id of [other, rated]) await openByNumber(id, keys, conversation)
  await portal.control('portal', { headVote: false })
  await rateByKeys(keys)
  await expect(new UnsentPage(desk.page).status).toContainText('1 needs a decision', sentBy)

  for (const id of [rated, other]) {
    await openByNumber(id, keys, conversation)
    await expect(conversation.ratingState.getByRole('note')).toContainText(reason)
    await expect(conversation.choice(4)).toBeDisabled()
  }
  await openByNumber(rated, keys, conversation)
  await expect(conversation.ratingState.getByRole('alert')).toContainText('Not sent. The user of this sign-in may not do this')
  await expect(conversation.comment).toHaveValue('Late and quick')
})

test('a sign-in that loses the permission to rate says so before anything is typed, and keeps what was', async ({ desk, portal }) => {
  const keys = new Keys(desk.page)
  const conversation = new ConversationPage(desk.page)
  const unsent = new UnsentPage(desk.page)
  const reason = /This sign-in lacks the permission “imopenlines”.*Whoever made the webhook or the application can add it/
  await new SignInPage(desk.page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(desk.page).synced()
  const [rated = 0, other = 0] = await toReview(portal)
  for (const id of [other, rated]) await openByNumber(id, keys, conversation)
  await rateByKeys(keys)
  await portal.control('portal', { scopes: { supervisor: ['im', 'user', 'crm'] } })

  await openByNumber(other, keys, conversation)
  await expect(conversation.ratingState.getByRole('note')).toContainText(reason, sentBy)
  await expect(conversation.choice(4)).toBeDisabled()
  await expect(conversation.comment).toBeHidden()

  await openByNumber(rated, keys, conversation)
  await expect(conversation.ratingState.getByRole('note')).toContainText(reason)
  await expect(conversation.ratingState.getByRole('alert')).toContainText('Not sent. The webhook or application lacks the permission “imopenlines”', sentBy)
  await expect(conversation.comment).toHaveValue('Late and quick')
  await expect(conversation.comment).not.toBeEditable()
  await unsent.openByKey(keys)
  await expect(unsent.list.getByRole('region', { name: 'Waiting for a sign-in' })).toContainText('lacks the permission “imopenlines”')
})

test('two comments that are too long together are cut by nobody: the form says so before it saves', async ({ desk, portal }) => {
  const keys = new Keys(desk.page)
  const conversation = new ConversationPage(desk.page)
  const [mine, others] = ['b'.repeat(6_000), { rating: 5, comment: 'a'.repeat(6_000) }]
  await new SignInPage(desk.page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(desk.page).synced()
  const [id = 0] = await toReview(portal)
  await rateTooLate(id, keys, conversation, portal, { mine, others })
  await openByNumber(id, keys, conversation)
  await expect(conversation.conflict).toBeVisible(sentBy)
  await keys.press('KeyE')
  await expect(conversation.comment).toHaveValue(`${others.comment}\n${mine}`)
  await expect(conversation.ratingState).toContainText('Too long by 2,001: the portal takes 10,000 characters.')
  await expect(conversation.ratingState.getByRole('button', { name: 'Save merged' })).toBeDisabled()
  await keys.press('Control+Enter')
  await expect(conversation.conflict).toBeVisible()

  await keys.press('Control+KeyA')
  await keys.keyboard.insertText('Late, and rude')
  await keys.press('Control+Enter')
  await expect.poll(() => portal.heldRating(id), sentBy).toEqual({ rating: 2, comment: 'Late, and rude' })
})

/** Newest first. */
async function toReview(portal: TestPortal): Promise<number[]> {
  return unreviewed(await shownDialogs(portal)).map(({ id }) => id)
}

async function openByNumber(id: number, keys: Keys, conversation: ConversationPage): Promise<void> {
  await keys.command(String(id), new RegExp(String(id)))
  await expect(conversation.pane).toContainText(`№ ${id}`)
  await expect(conversation.transcript).toContainText(/\p{L}{3}/u)
}

async function rateByKeys(keys: Keys, comment = late): Promise<void> {
  await keys.press('Digit2', 'KeyC')
  await keys.keyboard.insertText(comment)
  await keys.press('Control+Enter')
}

/** Somebody else has rated it meanwhile, and the list cannot bring that before this supervisor saves. */
async function rateTooLate(id: number, keys: Keys, conversation: ConversationPage, portal: TestPortal, { mine = late, others = theirs } = {}): Promise<void> {
  await openByNumber(id, keys, conversation)
  await portal.control('faults', { mode: 'offline', method: listMethods.statistics })
  await portal.control('headVote', { sessionId: id, ...others })
  await rateByKeys(keys, mine)
  // The next one is there, and the list has the keyboard.
  await expect(conversation.pane).not.toContainText(`№ ${id}`)
}
