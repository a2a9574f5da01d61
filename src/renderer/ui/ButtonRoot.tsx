import { useLayoutEffect, useState, type ComponentProps, type FocusEvent } from 'react'
import { passKeyboardOn } from './focus.ts'

type Props = ComponentProps<'button'> & { readonly 'data-loading'?: boolean; readonly 'data-disabled'?: boolean }

/**
 * What every button is made of. A disabled button loses the keyboard for good; one that only works or waits for an
 * answer keeps it, and so does one that had it before: it does nothing meanwhile. One that is taken away passes it on.
 */
export function ButtonRoot({ type = 'button', disabled, onFocus, onBlur, ...props }: Props) {
  const [focused, setFocused] = useState<HTMLElement | null>(null)
  useLayoutEffect(() => (focused === null ? undefined : () => passKeyboardOn(focused)), [focused])
  const keeps = focused !== null || (props['data-loading'] && !props['data-disabled'])
  const following = {
    ...props, type,
    onFocus(event: FocusEvent<HTMLButtonElement>) {
      setFocused(event.currentTarget)
      onFocus?.(event)
    },
    onBlur(event: FocusEvent<HTMLButtonElement>) {
      setFocused(null)
      onBlur?.(event)
    },
  }
  if (!disabled || !keeps) return <button {...following} disabled={disabled} />
  return <button {...following} aria-disabled onClick={event => event.preventDefault()} />
}
