import { useEffect, useEffectEvent } from 'react'

/** `KeyJ`, `Digit1`, `Ctrl+KeyE` → what to do. Codes, not letters: they are the same on a Russian layout. */
export type Hotkeys = Readonly<Record<string, (event: KeyboardEvent) => void>>

/**
 * Keys of the whole window. Plain keys rest while somebody types, or while a popover is open; keys with Ctrl (or Cmd)
 * work everywhere.
 */
export function useHotkeys(hotkeys: Hotkeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey) return
    const withControl = event.ctrlKey || event.metaKey
    if (!withControl && isBusy(event.target)) return
    const handler = hotkeys[`${withControl ? 'Ctrl+' : ''}${event.shiftKey ? 'Shift+' : ''}${event.code}`]
    if (!handler) return
    event.preventDefault()
    handler(event)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null || isTyping(target)
}

/** Whether a letter pressed there is a letter. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable) return true
  return target instanceof HTMLInputElement && !['radio', 'checkbox', 'button'].includes(target.type)
}
