import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { DialogIndex } from '#contract/dialogs.ts'
import { BLOCK_SIZE, dialogIndexQuery, dialogKeys, type DialogList } from '../api/dialog-queries.ts'

export type DialogIds = {
  /** Undefined where the block is not read yet. */
  readonly at: (index: number) => number | undefined
}

/**
 * Ids for the rows from `first` to `last`, block by block. While blocks are on their way, others have to wait: whoever
 * drags the scroll bar passes hundreds, and questions that nobody waits for any more would hold up the last one.
 */
export function useDialogIds(list: DialogList, first: number, last: number): DialogIds {
  const client = useQueryClient()
  const firstBlock = Math.max(0, Math.floor(first / BLOCK_SIZE))
  const lastBlock = Math.max(firstBlock, Math.floor(last / BLOCK_SIZE))
  const [asked, setAsked] = useState({ list, firstBlock, lastBlock })
  const results = useQueries({
    queries: Array.from({ length: asked.lastBlock - asked.firstBlock + 1 }, (_, i) => dialogIndexQuery(list, asked.firstBlock + i)),
  })
  const isHere = (): boolean => Array.from({ length: lastBlock - firstBlock + 1 }, (_, i) => dialogIndexQuery(list, firstBlock + i))
    .every(({ queryKey }) => client.getQueryData(queryKey) !== undefined)
  const moved = asked.list !== list || asked.firstBlock !== firstBlock || asked.lastBlock !== lastBlock
  if (moved && (asked.list !== list || !results.some(({ isPending }) => isPending) || isHere())) setAsked({ list, firstBlock, lastBlock })
  return {
    at: index => results[Math.floor(index / BLOCK_SIZE) - asked.firstBlock]?.data?.ids[index % BLOCK_SIZE],
  }
}

export type DialogSeeker = {
  /** Where the dialog stands, among the blocks that are in memory. */
  readonly indexOf: (id: number) => number | null
  readonly idAt: (index: number) => Promise<number | undefined>
  /** Only when its block is in memory. */
  readonly peek: (index: number) => number | undefined
}

export function useDialogSeeker(list: DialogList): DialogSeeker {
  const client = useQueryClient()
  return useMemo(() => ({
    indexOf(id) {
      for (const [key, block] of client.getQueriesData<DialogIndex>({ queryKey: dialogKeys.list(list) })) {
        const place = block?.ids.indexOf(id) ?? -1
        if (place !== -1) return Number(key[4]) * BLOCK_SIZE + place
      }
      return null
    },
    async idAt(index) {
      const block = await client.ensureQueryData(dialogIndexQuery(list, Math.floor(index / BLOCK_SIZE)))
      return block.ids[index % BLOCK_SIZE]
    },
    peek(index) {
      if (index < 0) return undefined
      return client.getQueryData(dialogIndexQuery(list, Math.floor(index / BLOCK_SIZE)).queryKey)?.ids[index % BLOCK_SIZE]
    },
  }), [client, list])
}
