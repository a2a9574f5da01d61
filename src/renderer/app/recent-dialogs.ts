import { useEffect } from 'react'

const keptIds = 15
/** Holding J passes many dialogs; only where somebody stays was one read. */
const STAY_MS = 1_500

const byAccount = new Map<string, readonly number[]>()

/** Latest first, for as long as the program is open. */
export function recentDialogs(accountId: string): readonly number[] {
  return byAccount.get(accountId) ?? []
}

export function withRecent(ids: readonly number[], id: number): readonly number[] {
  return [id, ...ids.filter(other => other !== id)].slice(0, keptIds)
}

export function useRememberDialog(accountId: string, dialogId: number | null): void {
  useEffect(() => {
    if (dialogId === null) return
    const timer = setTimeout(() => byAccount.set(accountId, withRecent(recentDialogs(accountId), dialogId)), STAY_MS)
    return () => clearTimeout(timer)
  }, [accountId, dialogId])
}
