import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createManualTime } from '../bitrix24/testing/manual-time.ts'
import { createFileLock, tryFileLock } from './file-lock.ts'

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'x.lock')
}

test('one holder at a time, also within one process', () => {
  const path = newPath()
  const first = tryFileLock(path)
  expect(tryFileLock(path)).toBeNull()
  first?.release()
  const second = tryFileLock(path)
  expect(second).not.toBeNull()
  second?.release()
})

test('work waits for its turn, and a failure lets the next one in', async () => {
  const time = createManualTime()
  const alone = createFileLock({ path: newPath(), timer: time.timer, random: () => 0 })
  const order: string[] = []
  let finish = () => {}
  const first = alone(async () => {
    order.push('first')
    await new Promise<void>(resolve => { finish = resolve })
    order.push('first ends')
    throw new Error('first failed')
  })
  const second = alone(() => {
    order.push('second')
    return Promise.resolve('done')
  })
  await time.advance(10_000)
  expect(order).toEqual(['first'])
  finish()
  await expect(first).rejects.toThrow('first failed')
  await time.advance(100)
  expect(await second).toBe('done')
  expect(order).toEqual(['first', 'first ends', 'second'])
})

test('waiting has an end', async () => {
  const time = createManualTime()
  const path = newPath()
  const held = tryFileLock(path)
  const waiting = createFileLock({ path, timer: time.timer, random: () => 0 })(() => Promise.resolve('never'))
  const failure = waiting.catch((error: unknown) => String(error))
  await time.advance(120_000)
  expect(await failure).toContain('does not let go')
  held?.release()
})
