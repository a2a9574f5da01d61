import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/desk.ts'
import { ConversationPage, sentBy } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

test('from the demo sign-in to a rating that the demo portal holds', async ({ desk }) => {
  const dialogs = new DialogsPage(desk.page)
  const conversation = new ConversationPage(desk.page)
  await new SignInPage(desk.page).enterDemo()
  await dialogs.synced()
  const id = Number(await dialogs.rows.first().getAttribute('data-id'))
  await dialogs.open(id)
  await expect(conversation.pane).toContainText(`№ ${id}`)
  await expect(conversation.transcript).toContainText(/\p{L}{3}/u)
  await conversation.rate(2, 'Долго')
  await expect(conversation.ratingState).toContainText('Sent, the portal has it', sentBy)

  // Asked from outside the program, of the portal itself.
  const { webhook } = JSON.parse(readFileSync(join(desk.profileDir, 'demo', 'portal.json'), 'utf8')) as { webhook: string }
  const reply = await fetch(`${webhook}imopenlines.session.history.get.json?SESSION_ID=${id}`)
  const { result } = await reply.json() as { result: { sessionVoteHead: number; sessionCommentHead: string } }
  expect(result).toMatchObject({ sessionVoteHead: 2, sessionCommentHead: 'Долго' })

  await dialogs.view('All dialogs')
  await expect.poll(() => dialogs.total()).toBeGreaterThanOrEqual(5000)
})
