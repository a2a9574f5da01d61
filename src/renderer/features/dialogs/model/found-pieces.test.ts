import { expect, test } from 'vitest'
import { foundPieces } from './found-pieces.ts'

test('what was said comes first, then the comment; the name, which the row shows anyway, comes last', () => {
  const fragment = (place: 'client' | 'comment' | 'message', text: string) => ({ place, parts: [{ text, mark: true }] })
  const snippet = { id: 1, fragments: [fragment('client', 'Anna'), fragment('comment', 'late'), fragment('message', 'hello'), fragment('message', 'bye')] }
  expect(foundPieces(snippet).map(({ parts }) => parts[0]?.text)).toEqual(['hello', 'bye', 'late', 'Anna'])
  expect(foundPieces(undefined)).toEqual([])
})
