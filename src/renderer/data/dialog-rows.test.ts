import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import type { DialogRow } from '#contract/dialogs.ts'
import { dialogRowsQuery, invalidateDialogRows, patchDialogRow } from './dialog-rows.ts'

const row = (id: number, supervisorRating: number | null): DialogRow => ({ id, supervisorRating }) as DialogRow

test('a newer row is put where it is shown, and what is to be read again elsewhere still is', async () => {
  const client = new QueryClient()
  const [first, second] = [dialogRowsQuery(client, [1, 2]).queryKey, dialogRowsQuery(client, [3]).queryKey]
  client.setQueryData(first, [row(1, null), row(2, null)])
  client.setQueryData(second, [row(3, null)])
  invalidateDialogRows(client, new Set([3]))
  await expect.poll(() => client.getQueryState(second)?.isInvalidated).toBe(true)
  patchDialogRow(client, row(1, 4))
  expect(client.getQueryData(first)?.map(({ supervisorRating }) => supervisorRating)).toEqual([4, null])
  expect(client.getQueryState(second)?.isInvalidated).toBe(true)
})
