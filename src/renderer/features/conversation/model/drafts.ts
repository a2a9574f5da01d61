import { createContext, useContext, useEffect, useSyncExternalStore } from 'react'
import type { Draft } from '#contract/ratings.ts'

export type Drafts = {
  readonly get: (dialogId: number) => Draft | undefined
  readonly set: (dialogId: number, draft: Draft | null) => void
  /** The form takes the keyboard as soon as it stands; null leaves what stands there. */
  readonly edit: (dialogId: number, draft: Draft | null) => void
  /** Whether the form was asked to; true once. */
  readonly takeEdit: (dialogId: number) => boolean
  /** Brings what was kept in an earlier run, unless something has been chosen since. */
  readonly recall: (dialogId: number) => void
  /**
   * Saved in this window: then the portal's confirmation is worth telling. What was chosen or typed while it was being
   * saved stays, as a change of what is saved now.
   */
  readonly markSaved: (dialogId: number, saved: Draft['seen']) => void
  readonly wasSaved: (dialogId: number) => boolean
  readonly subscribe: (listener: () => void) => () => void
}

/** Where drafts outlive the window. */
export type DraftKeeper = {
  readonly read: (accountId: string, dialogId: number) => Promise<Draft | null>
  readonly write: (accountId: string, dialogId: number, draft: Draft | null) => Promise<unknown>
}

/** Somebody types; every letter need not be written down by itself. */
const KEEP_AFTER_MS = 300

function createDrafts(accountId: string, keeper: DraftKeeper): Drafts {
  const drafts = new Map<number, Draft>()
  const recalled = new Set<number>()
  const changed = new Set<number>()
  const saved = new Set<number>()
  const edited = new Set<number>()
  const waiting = new Map<number, ReturnType<typeof setTimeout>>()
  const listeners = new Set<() => void>()
  let turn: Promise<unknown> = Promise.resolve()

  function tell(): void {
    for (const listener of listeners) listener()
  }

  /** In turn, so that an older text never takes the place of a newer one. What cannot be kept is still here. */
  function keep(dialogId: number): void {
    clearTimeout(waiting.get(dialogId))
    waiting.delete(dialogId)
    turn = turn.then(() => keeper.write(accountId, dialogId, drafts.get(dialogId) ?? null)).catch(() => {})
  }

  globalThis.addEventListener?.('pagehide', () => { for (const dialogId of waiting.keys()) keep(dialogId) })

  function set(dialogId: number, draft: Draft | null): void {
    changed.add(dialogId)
    if (draft === null) {
      drafts.delete(dialogId)
      keep(dialogId)
    } else {
      drafts.set(dialogId, draft)
      clearTimeout(waiting.get(dialogId))
      waiting.set(dialogId, setTimeout(() => keep(dialogId), KEEP_AFTER_MS))
    }
    tell()
  }

  return {
    get: dialogId => drafts.get(dialogId),
    set,
    edit(dialogId, draft) {
      edited.add(dialogId)
      if (draft !== null) set(dialogId, draft)
      else tell()
    },
    takeEdit: dialogId => edited.delete(dialogId),
    recall(dialogId) {
      if (recalled.has(dialogId)) return
      recalled.add(dialogId)
      keeper.read(accountId, dialogId).then(draft => {
        if (draft === null || changed.has(dialogId)) return
        drafts.set(dialogId, draft)
        tell()
      }, () => { recalled.delete(dialogId) })
    },
    markSaved(dialogId, seen) {
      saved.add(dialogId)
      const draft = drafts.get(dialogId)
      const isSame = draft === undefined || (draft.rating === seen.rating && draft.comment.trim() === (seen.comment ?? ''))
      set(dialogId, isSame ? null : { ...draft, seen })
    },
    wasSaved: dialogId => saved.has(dialogId),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Two portals may use the same dialog number, so each account has drafts of its own. */
export function createDraftsByAccount(keeper: DraftKeeper): (accountId: string) => Drafts {
  const shelf = new Map<string, Drafts>()
  return accountId => {
    const drafts = shelf.get(accountId) ?? createDrafts(accountId, keeper)
    shelf.set(accountId, drafts)
    return drafts
  }
}

export const DraftsContext = createContext<Drafts | null>(null)

export function useDrafts(): Drafts {
  const drafts = useContext(DraftsContext)
  if (drafts === null) throw new Error('DraftsContext is missing')
  return drafts
}

export function useDraft(dialogId: number): { readonly draft: Draft | undefined; readonly drafts: Drafts } {
  const drafts = useDrafts()
  useEffect(() => drafts.recall(dialogId), [drafts, dialogId])
  return { drafts, draft: useSyncExternalStore(drafts.subscribe, () => drafts.get(dialogId)) }
}
