import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startPortal } from '../simulator/server.ts'
import { startThreadEngine, type ThreadEngine } from './testing/thread-engine.ts'

test('a picture goes to whoever asks for it, and neither it nor its address stays on the disk', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-pictures-'))
  const portal = await startPortal({ sessions: 60, pace: 0, rate: { drainPerSecond: 1000, burst: 1000 } })
  const engine = await startThreadEngine(folder, { checkOutput: true })
  onTestFinished(async () => {
    await engine.close()
    await portal.close()
    rmSync(folder, { recursive: true })
  })
  const live = engine.next('sync.progress', ({ phase }) => phase === 'live')
  await engine.get('account.signInWebhook', { url: portal.webhook, keep: { kind: 'session' } })
  await live

  const { ids } = await engine.get('dialogs.index', { filter: {}, sort: { column: 'createdAt', direction: 'desc' } })
  const place = await firstPicture(engine, ids)
  const picture = await engine.get('transcripts.picture', place)
  expect(picture.type).toBe('image/png')
  const bytes = Buffer.from(picture.data, 'base64')
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')

  const kept = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => readFileSync(join(entry.parentPath, entry.name)))
  expect(kept.some(file => file.includes(`"id":${place.messageId}`))).toBe(true)
  const secret = new URL(portal.webhook).pathname.split('/')[3] ?? ''
  for (const trace of [secret, bytes.subarray(0, 100), picture.data.slice(0, 100), 'disk|', 'disk%7C', '/download/']) {
    expect(kept.filter(file => file.includes(trace))).toEqual([])
  }
}, 60_000)

async function firstPicture(engine: ThreadEngine, sessionIds: readonly number[]): Promise<{ sessionId: number; messageId: number; index: number }> {
  for (const sessionId of sessionIds) {
    const { messages } = await engine.get('transcripts.get', { sessionId })
    const message = messages.find(({ files }) => files[0]?.type === 'image')
    if (message !== undefined) return { sessionId, messageId: message.id, index: 0 }
  }
  throw new Error('No dialog has a picture')
}
