import { expect, test } from '../fixtures/desk.ts'
import { shownDialogs } from '../fixtures/shown-dialogs.ts'
import { ConversationPage } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

test('a row is read out as whose dialog it is, its cells under the names of their columns, and the rating with what a number means', async ({ desk, portal }) => {
  const { page } = desk
  const dialogs = new DialogsPage(page)
  const conversation = new ConversationPage(page)
  await new SignInPage(page).enter(portal.webhook)
  await dialogs.synced()
  const { id } = await portal.control('create', {
    configId: 12, source: 'telegrambot', messages: [{ by: 'client', text: 'Где заказ?' }, { by: 'operator', text: 'Смотрю' }], closeReason: 'operator', vote: 'dislike',
  }) as { id: number }
  const { clientName } = await portal.control('session', { sessionId: id }) as { clientName: string }
  await dialogs.view('All dialogs')
  await expect(dialogs.row(id)).toHaveAccessibleName(`${clientName}, № ${id}, low rating, open alert`)

  const heads = await dialogs.grid.getByRole('columnheader').evaluateAll(found => found.map(head => head.getAttribute('aria-label')))
  expect(heads).toEqual(expect.arrayContaining(['Client', 'Channel', 'Client rating']))
  const cell = (column: string) => dialogs.row(id).getByRole('gridcell').nth(heads.indexOf(column))
  await expect(dialogs.row(id).getByRole('gridcell')).toHaveCount(heads.length)
  await expect(cell('Client')).toHaveAccessibleName(clientName)
  await expect(cell('Channel')).toHaveAccessibleName('Telegram')
  await expect(cell('Client rating')).toHaveAccessibleName(/Dislike|Low/)
  await expect(cell('Supervisor rating')).toHaveAccessibleName('not rated')

  const notRated = (await shownDialogs(portal)).find(({ vote }) => vote === 'none')?.id ?? 0
  await expect(dialogs.row(notRated).getByRole('gridcell').nth(heads.indexOf('Client rating'))).toHaveAccessibleName('not rated')

  await dialogs.open(id)
  const steps = conversation.pane.getByRole('radiogroup', { name: 'Supervisor rating' })
  await expect(steps).toMatchAriaSnapshot(`
    - radiogroup "Supervisor rating":
      - radio "1, unacceptable"
      - radio "2, late or partial"
      - radio "3, acceptable"
      - radio "4, good"
      - radio "5, excellent"
  `)
  await dialogs.grid.press('Digit4')
  await expect(steps.getByRole('radio', { name: '4, good' })).toBeFocused()
  await expect(steps.getByRole('radio', { checked: true })).toHaveAccessibleName('4, good')
  await expect(dialogs.grid).toHaveAttribute('aria-activedescendant', `dialog-row-${id}`)
})
