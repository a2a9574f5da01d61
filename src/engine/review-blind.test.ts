import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dialogFilterSchema } from '#contract/dialogs.ts'
import { startPortal, type Portal } from '../simulator/server.ts'
import { createComputer, startTestEngine, type TestEngine } from './testing/test-engine.ts'

let folder: string
let portal: Portal
let engine: TestEngine

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linewatch-blind-'))
  portal = await startPortal({ sessions: 120, seed: 11, pace: 0 })
  engine = await startTestEngine(folder, createComputer())
  const live = engine.next('sync.progress', ({ phase }) => phase === 'live')
  await engine.get('account.signInWebhook', { url: portal.webhook, keep: { kind: 'session' } })
  await live
})
afterEach(async () => {
  await engine.close()
  await portal.close()
  rmSync(folder, { recursive: true })
})

const everything = { filter: {}, sort: {}, limit: 1000 }

async function control(command: string, params: object): Promise<unknown> {
  const reply = await fetch(`${portal.controlUrl}/${command}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(params) })
  const answer: unknown = await reply.json()
  expect(answer).not.toHaveProperty('error')
  return answer
}

/** Open, and nobody serves it. */
async function createDialog(): Promise<number> {
  const { sessionId } = await control('create', { configId: 12, messages: [{ by: 'client', text: 'Добрый день' }] }) as { sessionId: number }
  return sessionId
}

test('in a blind review neither an answer nor an event tells the client’s rating or the operator before the own rating', async () => {
  const { ids } = await engine.get('dialogs.index', everything)
  const whole = (await engine.get('dialogs.rows', ids)).filter(row => row.status === 'closed' && row.operatorName !== null)
  const disliked = whole.find(row => row.clientRating === 1)
  const unrated = whole.find(row => row.clientRating === null && row.operatorAnswerAt !== null && [12, 14].includes(row.lineId))
  if (!disliked || !unrated) throw new Error('The portal has no such dialogs')
  const names = (await engine.get('directory.get', {})).operators.map(({ name }) => name).filter(name => name !== '')

  const queue = await engine.get('review.start', { filter: {}, sort: {}, blind: 'operator' })
  const hidden = queue.items.map(({ sessionId }) => sessionId)
  expect(hidden).toEqual(expect.arrayContaining([disliked.id, unrated.id]))
  const firstEvent = engine.events.length
  // A client is discontented while the reviewer has not come to that dialog; another one, of no queue, can be told.
  const heard = engine.next('alerts.changed')
  await control('vote', { sessionId: unrated.id, vote: 'dislike' })
  const outside = await createDialog()
  await control('vote', { sessionId: outside, vote: 'dislike' })
  expect(await heard).toEqual({ open: 1 })

  const told: unknown[] = [
    await engine.get('review.state', {}), await engine.get('review.next', { after: null }),
    await engine.get('dialogs.rows', ids), await engine.get('dialogs.ofClient', { sessionId: disliked.id }),
    await engine.get('outbox.list', {}), await engine.get('review.flag', { sessionId: disliked.id, flagged: true }),
  ]
  for (const sessionId of [disliked.id, unrated.id, ...hidden.slice(0, 10)]) told.push(await engine.get('transcripts.get', { sessionId }))
  const events = engine.events.slice(firstEvent)
  const text = JSON.stringify([told, events])
  expect(await engine.get('insights.evidence', { sessionId: disliked.id })).toEqual([])
  expect(await engine.get('dialogs.snippets', { ids: hidden.slice(0, 200), text: 'а' })).toEqual([])
  expect(text).not.toMatch(/"clientRating":[1-5]|"alertState":"|\[(dis)?like\]/i)
  for (const name of names) expect(text).not.toContain(name)
  expect(events.map(({ event }) => event)).not.toContain('alerts.notify')
  expect(engine.notified).toHaveLength(1)
  expect(await engine.get('alerts.list', {})).toMatchObject([{ sessionId: outside }])
  expect(await engine.get('account.list', {})).toMatchObject([{ openAlerts: 1 }])
  for (const [telling, listed] of [[{ clientRatings: ['dislike'] }, [outside]], [{ operatorIds: [disliked.operatorId ?? 0] }, []], [{ alerts: ['open'] }, [outside]]] as const) {
    const filter = dialogFilterSchema.parse(telling)
    // The list says that it is without the whole queue, which tells of none of its dialogs.
    expect(await engine.get('dialogs.index', { ...everything, filter })).toMatchObject({ ids: listed, withheld: hidden.length })
    // Nor do the numbers tell: not that of a selection, nor that of a file.
    expect(await engine.get('bulk.preview', { selection: { kind: 'filter', filter, except: [] }, action: { kind: 'copyLinks' } })).toMatchObject({ selected: listed.length })
    expect(await engine.get('exports.start', { filter, sort: {}, columns: ['id'] })).toMatchObject({ total: listed.length })
  }
  expect(await engine.get('views.counts', {})).toMatchObject({ low: 1, disagreements: 0, all: ids.length + 1 })

  await engine.get('settings.set', { review: { holdSeconds: 8 } })
  // The own rating opens one dialog and no other.
  const rated = await engine.get('ratings.submit', { sessionId: disliked.id, rating: 2, comment: 'Late' })
  expect(rated).toMatchObject({ clientRating: 1, operatorName: disliked.operatorName, hidden: [] })
  expect((await engine.get('dialogs.rows', [unrated.id]))[0]).toMatchObject({ clientRating: null, hidden: ['clientRating', 'operator'] })
  // Taken back, it is hidden again.
  expect(await engine.get('ratings.undo', { sessionId: disliked.id })).toMatchObject({ clientRating: null, hidden: ['clientRating', 'operator'] })
  const shown = engine.next('alerts.changed')
  await engine.get('review.end', {})
  expect(await shown).toEqual({ open: 2 })
  expect((await engine.get('views.counts', {}))['low']).toBe(2)
  expect((await engine.get('dialogs.rows', [unrated.id]))[0]).toMatchObject({ clientRating: 1, alertState: 'open', hidden: [] })
  expect((await engine.get('alerts.list', {})).map(({ sessionId }) => sessionId)).toEqual(expect.arrayContaining([unrated.id, outside]))
})

test('drafts belong to the account that they name', async () => {
  const accountId = (await engine.get('account.current', {}))?.id ?? ''
  const draft = { rating: 2, comment: 'Half a sent', seen: { rating: null, comment: null } }
  await engine.get('drafts.put', { accountId, sessionId: 7, draft })
  expect(await engine.ask('drafts.put', { accountId: 'altair-1', sessionId: 7, draft: null })).toMatchObject({ ok: false })
  expect(await engine.ask('drafts.get', { accountId: 'altair-1', sessionId: 7 })).toMatchObject({ ok: false })
  expect(await engine.get('drafts.get', { accountId, sessionId: 7 })).toEqual(draft)
})
