import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/desk.ts'
import { ConversationPage } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

test('from the demo sign-in to a rating that the portal holds', async ({ desk }) => {
  const dialogs = new DialogsPage(desk.page)
  const conversation = new ConversationPage(desk.page)
  await new SignInPage(desk.page).enterDemo()
  await dialogs.synced()

  await dialogs.view('All dialogs')
  await expect.poll(() => dialogs.total()).toBeGreaterThanOrEqual(5000)
  // All default columns fit beside the conversation in a window of 1280 px.
  expect(await dialogs.grid.evaluate(grid => grid.scrollWidth - grid.clientWidth)).toBe(0)
  await dialogs.filter('Status', ['closed'])
  await dialogs.filter('Channel', ['Telegram'])
  await dialogs.filter('Supervisor rating', ['not rated'])
  await expect(async () => { expect(await dialogs.total()).toBeLessThan(2500) }).toPass()
  for (const row of (await dialogs.rows.all()).slice(0, 5)) await expect(row).toContainText('Telegram')

  const first = dialogs.rows.first()
  const id = Number(await first.getAttribute('data-id'))
  await dialogs.open(id)
  await expect(conversation.pane).toContainText(`№ ${id}`)
  await expect(conversation.transcript).toContainText(/\p{L}{3}/u)

  await conversation.rate(2, 'Ответ через 18 минут; the question was left open')
  await expect(conversation.ratingState).toContainText('Sent, the portal has it')

  // Asked from outside the program, of the portal itself.
  const { webhook } = JSON.parse(readFileSync(join(desk.profileDir, 'demo', 'portal.json'), 'utf8')) as { webhook: string }
  const reply = await fetch(`${webhook}imopenlines.session.history.get.json?SESSION_ID=${id}`)
  const { result } = await reply.json() as { result: { sessionVoteHead: number; sessionCommentHead: string } }
  expect(result).toMatchObject({ sessionVoteHead: 2, sessionCommentHead: 'Ответ через 18 минут; the question was left open' })
})
