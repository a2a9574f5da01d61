import { expect, test } from 'vitest'
import { anyDialog } from '#contract/filters.ts'
import type { View } from '#contract/views.ts'
import { withMoved } from './views.ts'

const views = ['all', 'a', 'b', 'c'].map((id): View => (
  { id, name: id === 'all' ? null : id, filter: anyDialog, sort: { column: 'id', direction: 'asc' }, layout: null, shortcut: null }
))

test.each([
  ['c', 'a', ['all', 'c', 'a', 'b']],
  ['a', 'c', ['all', 'b', 'a', 'c']],
  ['a', null, ['all', 'b', 'c', 'a']],
] as const)('%s comes to stand before %s', (id, before, order) => {
  expect(withMoved(views, id, before).map(view => view.id)).toEqual(order)
})
