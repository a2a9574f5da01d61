import { useMemo, useState } from 'react'
import type { DialogList } from '../api/dialog-queries.ts'
import { newOnTop } from '../model/new-on-top.ts'

type Options = {
  readonly list: DialogList
  /** The list's first block; undefined while it is that of another list. */
  readonly ids: readonly number[] | undefined
  /** The reader sees the list's beginning. */
  readonly atTop: boolean
}

type Seen = { readonly list: DialogList; readonly ids: readonly number[] | undefined }

/** How many dialogs came to stand on top of this list since its reader last saw the top of it. */
export function useNewOnTop({ list, ids, atTop }: Options): number {
  const [seen, setSeen] = useState<Seen>({ list, ids })
  const first = seen.list !== list || seen.ids === undefined
  if ((first || atTop) && (seen.list !== list || seen.ids !== ids)) setSeen({ list, ids })
  return useMemo(() => seen.ids === undefined || ids === undefined || seen.list !== list ? 0 : newOnTop(seen.ids, ids), [seen, list, ids])
}
