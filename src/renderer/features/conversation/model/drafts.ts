import { createContext, useContext, useSyncExternalStore } from 'react'

/** What was chosen and typed for a dialog and is not saved yet. */
export type Draft = {
  readonly rating: number | null
  readonly comment: string
  /** What the form showed before the first change. */
  readonly seen: { readonly rating: number | null; readonly comment: string | null }
}

export type Drafts = {
  readonly get: (dialogId: number) => Draft | undefined
  readonly set: (dialogId: number, draft: Draft | null) => void
  /** Saved in this window: then the portal's confirmation is worth telling. */
  readonly markSaved: (dialogId: number) => void
  readonly wasSaved: (dialogId: number) => boolean
  readonly subscribe: (listener: () => void) => () => void
}

/** Kept for as long as the program is open, over every change of screen. */
function createDrafts(): Drafts {
  const drafts = new Map<number, Draft>()
  const saved = new Set<number>()
  const listeners = new Set<() => void>()
  return {
    get: dialogId => drafts.get(dialogId),
    set(dialogId, draft) {
      if (draft === null) drafts.delete(dialogId)
      else drafts.set(dialogId, draft)
      for (const listener of listeners) listener()
    },
    markSaved: dialogId => void saved.add(dialogId),
    wasSaved: dialogId => saved.has(dialogId),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Two portals may use the same dialog number, so each account has drafts of its own. */
export function createDraftsByAccount(): (accountId: string) => Drafts {
  const shelf = new Map<string, Drafts>()
  return accountId => {
    const drafts = shelf.get(accountId) ?? createDrafts()
    shelf.set(accountId, drafts)
    return drafts
  }
}

export const DraftsContext = createContext<Drafts | null>(null)

export function useDraft(dialogId: number): { readonly draft: Draft | undefined; readonly drafts: Drafts } {
  const drafts = useContext(DraftsContext)
  if (drafts === null) throw new Error('DraftsContext is missing')
  return { drafts, draft: useSyncExternalStore(drafts.subscribe, () => drafts.get(dialogId)) }
}
