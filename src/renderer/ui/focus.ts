import { useEffect } from 'react'
import { isTyping } from './use-hotkeys.ts'

/** Gives the keyboard to the list, where there is one. */
export function focusList(): void {
  document.querySelector<HTMLElement>('[data-dialog-grid]')?.focus({ preventScroll: true })
}

/** The same after an answer that took its time: who has opened something meanwhile, or types outside of the conversation, keeps the keyboard. */
export function focusListUnlessBusy(): void {
  const at = document.activeElement
  const isBusy = at?.closest('[role="dialog"], [role="menu"]') || (isTyping(at) && !at?.closest('aside'))
  if (!isBusy) focusList()
}

/**
 * For what exists only while it is open, so that it cannot be seen closing: whatever had the keyboard before has it
 * again, or the list where that is gone.
 */
export function useFocusBack(): void {
  useEffect(() => {
    const before = document.activeElement
    return () => {
      if (document.activeElement !== document.body) return
      if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus({ preventScroll: true })
      else focusList()
    }
  }, [])
}
