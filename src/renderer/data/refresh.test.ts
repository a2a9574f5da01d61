import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { refresh } from './refresh.ts'

test('an answer worked out before the change is not kept, even if it arrives after the event', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  const answers: ((value: string) => void)[] = []
  const observer = new QueryObserver(client, { queryKey: ['directory'], queryFn: () => new Promise<string>(resolve => { answers.push(resolve) }) })
  const stop = observer.subscribe(() => {})

  const done = refresh(client, { queryKey: ['directory'] })
  answers[0]?.('from before')
  // The second question is only asked once the first answer has arrived.
  await expect.poll(() => answers.length).toBe(2)
  answers[1]?.('from after')
  await done
  expect(client.getQueryData(['directory'])).toBe('from after')
  stop()
})
