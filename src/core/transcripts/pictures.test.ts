import { beforeEach, expect, test } from 'vitest'
import { err, ok } from '#contract/result.ts'
import type { Message, Transcript } from '#contract/transcripts.ts'
import { createPictures } from './pictures.ts'

const photo = { id: 5437, name: 'a.jpg', type: 'image', size: 70_855 }
const { id: _, ...withoutId } = photo
const place = { sessionId: 1, messageId: 12, index: 1 }
const picture = { type: 'image/png', data: 'AA==' } as const

let stored: Transcript | null
let inPortal: Message['files']
let asked: number[]
let reads: number

beforeEach(() => {
  stored = conversation([withoutId, photo])
  inPortal = [photo, photo]
  asked = []
  reads = 0
})

function conversation(files: Message['files']): Transcript {
  const message: Message = { id: 12, at: 0, authorKind: 'client', authorId: 1, authorName: '', text: '', files }
  return { sessionId: 1, fetchedAt: 0, messages: [message], canRate: null }
}

const open = createPictures({
  portal: { picture: async id => (asked.push(id), ok(picture)) },
  transcripts: { get: sessionId => (sessionId === 1 ? stored : null) },
  read: async ([id = 0]) => {
    reads++
    if (id !== 1) return ok(new Map([[id, { code: 'no-rights', message: 'ACCESS_DENIED' }]]))
    stored = conversation(inPortal)
    return ok(new Map([[id, null]]))
  },
})

test('the file is fetched by the number that the copy holds, without reading the conversation again', async () => {
  expect(await open(place)).toEqual(ok(picture))
  expect([asked, reads]).toEqual([[5437], 0])
})

test('a copy without numbers, or none at all, is read once more', async () => {
  expect(await open({ ...place, index: 0 })).toEqual(ok(picture))
  stored = null
  expect(await open(place)).toEqual(ok(picture))
  expect([asked, reads]).toEqual([[5437, 5437], 2])
})

test('what the conversation does not hold is asked of nobody', async () => {
  inPortal = []
  expect(await open({ ...place, messageId: 13 })).toMatchObject(err('not-found', 'Dialog 1 has no such file'))
  expect(await open({ ...place, index: 7 })).toMatchObject({ error: { code: 'not-found' } })
  expect(await open({ ...place, sessionId: 2 })).toMatchObject({ error: { code: 'no-rights' } })
  expect(asked).toEqual([])
})
