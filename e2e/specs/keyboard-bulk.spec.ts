import type { TestPortal } from '../fixtures/demo-portal.ts'
import { expect, test } from '../fixtures/without-mouse.ts'
import { BulkPage } from '../pages/bulk-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { Keys } from '../pages/keys.ts'
import { ReviewPage } from '../pages/review-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

const count = 50
const from = { id: 12, name: 'Павел Дроздов' }
const to = { id: 16, name: 'Ксения Лаптева' }

test('fifty dialogs are transferred at once, and the two that the portal refuses are named with the reason', async ({ desk, portal, application, context }) => {
  // Tells an application of its plan, which allows more requests a second.
  await portal.control('portal', { license: 'ent' })
  const keys = new Keys(desk.page)
  const dialogs = new DialogsPage(desk.page)
  const bulk = new BulkPage(desk.page)
  for (let n = (await openOf(portal, from.id)).length; n < count; n++) {
    await portal.control('create', { configId: 12, operatorId: from.id, messages: [{ by: 'client', text: `Вопрос ${n}` }, { by: 'operator', text: 'Смотрю' }] })
  }
  const before = await openOf(portal, from.id)
  const beforeTo = await openOf(portal, to.id)
  expect(before).toHaveLength(count)
  const signIn = new SignInPage(desk.page)
  await signIn.submitApplicationByKeys(keys, application)
  await signIn.allowIn(context)
  await signIn.entered()
  await dialogs.synced()
  await keys.command('open now', /^Open now/)
  await expect(dialogs.grid).toBeFocused()
  await keys.command(from.name, new RegExp(`^Operator: ${from.name}`))
  await expect.poll(() => dialogs.total()).toBe(count)
  await expect(dialogs.grid).toBeFocused()

  await keys.press('Control+KeyA')
  await expect(bulk.bar.getByRole('status')).toHaveText(`${count} selected`)
  await bulk.askToTransferByKeys(keys, to.name)
  await expect(bulk.question).toContainText(`Applies to ${count} of ${count} dialogs`)
  await portal.control('faults', { mode: 'error', code: 'ACCESS_DENIED', status: 403, method: 'imopenlines.operator.transfer', after: 20, times: 2 })
  await keys.walkTo(bulk.question.getByRole('button', { name: `Transfer ${count}` }))
  await keys.press('Enter')
  await expect(bulk.strip.getByRole('progressbar', { name: 'Progress' })).toBeVisible()
  await expect(bulk.strip).toContainText(/finished · 48 done · 2 refused/, { timeout: 30_000 })

  await keys.walkTo(bulk.strip.getByRole('button', { name: 'Details' }))
  await keys.press('Enter')
  await expect(bulk.result.getByRole('listitem')).toHaveCount(count)
  const refused = await bulk.rows('refused')
  const left = await openOf(portal, from.id)
  expect([...refused.keys()].toSorted()).toEqual(left.toSorted())
  expect(refused.size).toBe(2)
  for (const text of refused.values()) expect(text).toMatch(/refusedThe user of this sign-in may not do this in the portal/)
  // Asked of the portal itself: the others are where they were sent.
  expect((await openOf(portal, to.id)).toSorted()).toEqual([...beforeTo, ...before.filter(id => !refused.has(id))].toSorted())
})

test('the menu of a row closes its dialog', async ({ desk, portal }) => {
  const { page } = desk
  const keys = new Keys(page)
  const dialogs = new DialogsPage(page)
  // A line that asks for no rating, so that a close is not waited for.
  const { id } = await portal.control('create', { configId: 30, operatorId: from.id, messages: [{ by: 'client', text: 'Вопрос' }, { by: 'operator', text: 'Ответ' }] }) as { id: number }
  await new SignInPage(page).enterByKeys(keys, portal.webhook)
  await dialogs.synced()
  await keys.command('open now', /^Open now/)
  await expect(dialogs.grid).toBeFocused()
  await keys.command(String(id), /Dialog № \d+/)
  await expect(dialogs.row(id)).toHaveAttribute('data-open')
  await expect(dialogs.grid).toBeFocused()

  await keys.press('Shift+F10')
  const menu = page.getByRole('menu', { name: new RegExp(`№ ${id}$`) })
  await expect(menu.getByRole('menuitem', { name: 'Close…' })).toBeFocused()
  await keys.press('Enter')
  const question = page.getByRole('dialog', { name: 'Close dialogs' })
  await expect(question).toContainText('Applies to 1 of 1 dialog')
  await expect(question.getByRole('button', { name: 'Close 1' })).toBeFocused()
  await keys.press('Enter')
  await expect(page.getByRole('region', { name: 'Close dialogs' })).toContainText(/finished · 1 done/)
  await expect(dialogs.grid).toBeFocused()
  expect(await openOf(portal, from.id)).not.toContain(id)
})

test('a dialog is marked as reviewed in its menu, and the mark is taken back there', async ({ desk, portal }) => {
  const keys = new Keys(desk.page)
  const item = (name: string) => desk.page.getByRole('menuitem', { name })
  async function choose(name: string, confirm: string): Promise<void> {
    await keys.press('Shift+F10')
    await keys.walkTo(item(name), 'ArrowDown')
    await keys.press('Enter')
    await expect(desk.page.getByRole('button', { name: confirm })).toBeFocused()
    await keys.press('Enter')
    await expect(desk.page.getByRole('dialog')).toBeHidden()
  }
  await new SignInPage(desk.page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(desk.page).synced()
  await keys.command('all dialogs', /^All dialogs/)
  await expect(new DialogsPage(desk.page).grid).toBeFocused()
  await new ReviewPage(desk.page).opened()
  await choose('Mark as reviewed…', 'Mark 1')
  await choose('Mark as not reviewed…', 'Unmark 1')
  await keys.press('Shift+F10')
  await expect(item('Mark as reviewed…')).toBeVisible()
  await expect(item('Mark as not reviewed…')).toHaveCount(0)
})

async function openOf(portal: TestPortal, operatorId: number): Promise<number[]> {
  const { rows } = await portal.control('dump') as { rows: readonly { readonly id: number; readonly operatorId: number | null; readonly dateClose: string | null }[] }
  return rows.filter(row => row.operatorId === operatorId && row.dateClose === null).map(({ id }) => id)
}
