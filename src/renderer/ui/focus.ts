import { useEffect } from 'react'

/** Gives the keyboard to the list, where there is one. */
export function focusList(): void {
  document.querySelector<HTMLElement>('[data-dialog-grid]')?.focus({ preventScroll: true })
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
