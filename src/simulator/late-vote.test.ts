import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPortal } from './testing/open-portal.ts'
import type { PortalOptions } from './server.ts'
import type { SessionRow, TestPortal } from './testing/open-portal.ts'

/** Closes with the rating; keeps open for ten minutes after it; takes ratings for two days; has stars. */
const AT_ONCE = 12
const WAITING = 24
const LIMITED = 18
const STARS = 22

const DAY = 86_400

async function closedDialog(configId: number, options: PortalOptions = {}) {
  const own = await openPortal({ sessions: 30, ...options })
  const { id } = (await own.control('create', { configId, messages: [{ by: 'client', text: 'Добрый день' }, { by: 'operator', text: 'Здравствуйте' }], closeReason: 'auto' })).body as { id: number }
  const row = async (from: TestPortal = own) => (await from.sessions()).find((candidate) => candidate.id === id) as SessionRow
  const vote = (mark: string) => own.control('vote', { sessionId: id, vote: mark })
  const { chatId } = await row()
  const data = async () => String((await own.result('imopenlines.dialog.get', { CHAT_ID: chatId }))['entity_data_1']).split('|')
  return { own, id, row, vote, data, ends: () => closingMarks(own, id) }
}

/** The rating each closing line carries, oldest first. */
async function closingMarks(portal: TestPortal, id: number): Promise<readonly unknown[]> {
  const { message } = await portal.result<{ message: Record<string, { params: Record<string, unknown> | [] }> }>('imopenlines.session.history.get', { SESSION_ID: id })
  const params = Object.values(message).map((item) => (Array.isArray(item.params) ? {} : item.params))
  return params.filter((item) => item['imolVoteSid'] === id).map((item) => item['imolVoteUser'])
}

test('a late rating opens the session and closes it again, with a fresh closing line', async () => {
  const { own, row, vote, data, ends } = await closedDialog(AT_ONCE)
  expect(await ends()).toEqual([0])
  own.advance(3600)
  await vote('dislike')
  expect(await row()).toMatchObject({ status: 'closed', closeReason: 'auto', vote: 'dislike', dateClose: '2026-10-14T15:00:00+03:00' })
  expect((await data())[5]).toBe('0')
  // The line written before the rating knows nothing of it.
  expect(await ends()).toEqual([0, 1])
  await own.close()
})

test('where the rating does not end it, the session waits for ten minutes as after a finish', async () => {
  const { own, id, row, vote, data, ends } = await closedDialog(WAITING)
  own.advance(3600)
  await vote('like')
  expect(await row()).toMatchObject({ status: 'answered', closeReason: null, dateClose: null, vote: 'like' })
  expect([(await data())[4], (await data())[5]]).toEqual(['Y', String(id)])
  // No closing line counts while the session is open.
  expect(await ends()).toEqual([0])
  own.advance(601)
  expect(await row()).toMatchObject({ status: 'closed', dateClose: '2026-10-14T15:10:00+03:00' })
  expect(await ends()).toEqual([0, 5])
  await own.close()
})

test('after the deadline of the line the rating is refused', async () => {
  const { own, row, vote } = await closedDialog(LIMITED)
  own.advance(2 * DAY + 1)
  expect((await vote('like')).status).toBe(400)
  expect(await row()).toMatchObject({ vote: 'none', dateClose: '2026-10-14T14:00:00+03:00' })
  await own.close()

  const intime = await closedDialog(LIMITED)
  intime.own.advance(2 * DAY)
  expect((await intime.vote('like')).status).toBe(200)
  expect((await intime.row()).vote).toBe('like')
  await intime.own.close()
})

test('in a chat where the client has come back nothing is opened', async () => {
  const own = await openPortal({ sessions: 600 })
  const rows = await own.sessions()
  const earlier = rows.find((row) => row.status === 'closed' && row.configId === WAITING && rows.some((later) => later.chatId === row.chatId && later.id > row.id)) as SessionRow
  await own.control('vote', { sessionId: earlier.id, vote: 'like' })
  expect((await own.sessions()).find(({ id }) => id === earlier.id)).toMatchObject({ status: 'closed', dateClose: earlier.dateClose, vote: 'like' })
  await own.close()
})

test('on the line with stars a like is 3 to 5 and a dislike 1 or 2, the same each time', async () => {
  const own = await openPortal({ sessions: 3000 })
  const rated = (await own.sessions()).filter((row) => row.configId === STARS && row.vote !== 'none')
  const seen: Record<string, Set<unknown>> = { like: new Set(), dislike: new Set() }
  for (const row of rated) {
    const [mark] = await closingMarks(own, row.id)
    seen[row.vote]?.add(mark)
    expect(await closingMarks(own, row.id)).toEqual([mark])
  }
  expect([[...(seen['like'] ?? [])].toSorted(), [...(seen['dislike'] ?? [])].toSorted()]).toEqual([[3, 4, 5], [1, 2]])
  await own.close()
})

test('a number of stars can be given', async () => {
  const { own, id, row, ends } = await closedDialog(STARS)
  const words: string[] = []
  for (const stars of [2, 3, 1, 4, 5]) {
    expect((await own.control('vote', { sessionId: id, stars })).status).toBe(200)
    expect((await ends()).at(-1)).toBe(stars)
    words.push((await row()).vote)
  }
  expect(words).toEqual(['dislike', 'like', 'dislike', 'like', 'like'])
  expect((await own.control('vote', { sessionId: id, stars: 6 })).status).toBe(400)
  const plain = (await own.sessions()).find((candidate) => candidate.configId === AT_ONCE)?.id
  expect((await own.control('vote', { sessionId: plain, stars: 3 })).status).toBe(400)
  await own.close()
})

test('a restart in the middle of the waiting keeps it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-late-'))
  const journalFile = join(folder, 'portal.jsonl')
  const { own, id, vote, row } = await closedDialog(WAITING, { journalFile })
  await vote('dislike')
  await own.close()
  const again = await openPortal({ journalFile })
  expect(await row(again)).toMatchObject({ id, dateClose: null, vote: 'dislike' })
  again.advance(601)
  expect(await row(again)).toMatchObject({ status: 'closed' })
  await again.close()
  rmSync(folder, { recursive: true })
})
