import { expect, test } from '../fixtures/without-mouse.ts'
import { expectAccessible } from '../pages/accessibility.ts'
import { ConversationPage, sentBy } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { Keys } from '../pages/keys.ts'
import { ScorecardPage } from '../pages/scorecard-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

const line = { id: 12, name: 'Поддержка' }

test('a card of a line is made, answered and taken as the rating, and its answers stand after a restart', async ({ desk, portal }) => {
  test.slow()
  const keys = new Keys(desk.page)
  const conversation = new ConversationPage(desk.page)
  const scorecard = new ScorecardPage(desk.page)
  const dialog = async (configId: number, text: string): Promise<number> => {
    const { id } = await portal.control('create', { configId, closeReason: 'operator', messages: [{ by: 'client', text }, { by: 'operator', text: 'Проверяю' }] })
    return Number(id)
  }
  const id = await dialog(line.id, 'Где мой заказ?')
  const ofOtherLine = await dialog(18, 'Сколько стоит?')
  await new SignInPage(desk.page).enterByKeys(keys, portal.webhook, true)
  await new DialogsPage(desk.page).synced()
  await keys.command(String(id), /Dialog № \d+/)
  await expect(conversation.transcript).toContainText('Где мой заказ')
  await expect(scorecard.part).toBeHidden()

  await keys.command('settings', /^Settings/)
  await scorecard.add(keys, 'Support quality', [{ name: 'Data kept safe', autoFail: true }, { name: 'Greeted' }, { name: 'Solved', points: true, weight: 3 }], line.name)
  await keys.walkTo(scorecard.settings.getByRole('button', { name: 'Edit scorecard Support quality' }), 'Shift+Tab')
  await keys.press('Enter')
  await expect(scorecard.settings.getByRole('form', { name: 'Support quality' })).toBeVisible()
  await expectAccessible(desk.page, 'scorecard being edited')
  // To the end of the card, where the button still has the keyboard.
  await keys.walkTo(scorecard.moveDown(1))
  await keys.press('Enter', 'Enter', 'Enter')
  await expect(scorecard.moveDown(3)).toBeFocused()
  await keys.walkTo(scorecard.settings.getByRole('button', { name: 'Save' }))
  await keys.press('Enter')
  await expect(scorecard.settings.getByRole('button', { name: 'Edit scorecard Support quality' })).toBeFocused()
  await keys.command(String(ofOtherLine), /Dialog № \d+/)
  await expect(conversation.transcript).toContainText('Сколько стоит')
  await expect(scorecard.part).toBeHidden()

  await keys.command(String(id), /Dialog № \d+/)
  await expect(scorecard.part).toContainText('not answered')
  await keys.press('KeyR')
  await expect(scorecard.answer('Greeted', 'Yes')).toBeFocused()
  await keys.press('KeyY', 'Digit3')
  await expect(scorecard.result).toContainText('62.5 of 100')
  await expect(scorecard.result).not.toContainText('suggests')
  await keys.press('KeyN')
  await expect(scorecard.result).toContainText('0 of 100auto-failsuggests 1')
  await keys.press('Digit0')
  await expect(scorecard.result).toContainText('62.5 of 100suggests 4')
  // A suggestion is no rating.
  await expect(conversation.choice(4)).not.toBeChecked()

  await keys.tick(scorecard.summarise)
  await expect(conversation.comment).toHaveValue('Support quality: 62.5/100 — Solved: 3/5\n')
  await expectAccessible(desk.page, 'scorecard of a dialog')
  await keys.press('KeyC')
  await keys.keyboard.type('Well done')
  await keys.walkTo(scorecard.answer('Solved', '3'), 'Shift+Tab')
  await keys.press('Digit4')
  await expect(conversation.comment).toHaveValue('Support quality: 81.3/100 — Solved: 4/5\nWell done')
  await keys.press('Enter')
  await expect(conversation.choice(4)).toBeFocused()
  await expect(conversation.choice(4)).toBeChecked()
  await keys.press('Enter')
  await expect.poll(() => portal.heldRating(id), sentBy).toEqual({ rating: 4, comment: 'Support quality: 81.3/100 — Solved: 4/5\nWell done' })

  await desk.restart('kill')
  const newKeys = new Keys(desk.page)
  const kept = new ScorecardPage(desk.page)
  await new SignInPage(desk.page).unlockByKeys(newKeys)
  await newKeys.command(String(id), /Dialog № \d+/)
  await expect(kept.part).toContainText('81.3 of 100')
  await newKeys.press('KeyR')
  for (const [criterion, answer] of [['Greeted', 'Yes'], ['Solved', '4'], ['Data kept safe', 'N/A']] as const) await expect(kept.answer(criterion, answer)).toBeChecked()
  await expect(kept.summarise).toBeChecked()
})
