import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { parseView } from '#contract/view-text.ts'
import { createI18n } from '#renderer/i18n/i18n.ts'
import { takeAskedView } from './asked-view.ts'
import { openTarget } from './open-target.ts'

test('a link waits until there is a screen for it, and is shown once; of two the later one', async () => {
  const went: unknown[] = []
  const deps = {
    client: new QueryClient(), i18n: createI18n('en'),
    routes: { get: () => ({ screen: 'alerts' } as const), go: (route: unknown) => went.push(route), subscribe: () => () => undefined },
  }
  const [first, second] = [parseView('linewatch://view?name=A'), parseView('linewatch://view?nonsense=1')]
  await openTarget({ kind: 'view', parsed: first }, deps)
  await openTarget({ kind: 'view', parsed: second }, deps)
  expect([takeAskedView(), takeAskedView(), went]).toEqual([second, null, []])
})
