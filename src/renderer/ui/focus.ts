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

const focusable = '[data-dialog-grid], button:not(:disabled), a[href], input:not(:disabled), textarea, select'

/**
 * Of something that is being taken away, with the keyboard on it: the nearest place that still stands around it has it
 * then. What opens over the window sees to that by itself, and so does whoever leads to another place.
 */
export function passKeyboardOn(from: HTMLElement): void {
  const part = from.closest('main, aside, footer')
  if (part === null || from.closest('[role="dialog"], [role="alertdialog"]')) return
  const around: Element[] = []
  for (let place = from.parentElement; place !== null && part.contains(place); place = place.parentElement) around.push(place)
  requestAnimationFrame(() => {
    if (from.isConnected || document.activeElement !== document.body) return
    for (const place of around) {
      const next = place.isConnected ? place.querySelector<HTMLElement>(focusable) : null
      if (next !== null) return next.focus({ preventScroll: true })
    }
  })
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
