import type { ComponentProps } from 'react'

type Props = ComponentProps<'button'> & { readonly 'data-loading'?: boolean; readonly 'data-disabled'?: boolean }

/**
 * What every button is made of. A disabled button loses the keyboard for good; one that only works or waits for an
 * answer keeps it, and does nothing meanwhile.
 */
export function ButtonRoot({ type = 'button', ...props }: Props) {
  if (!props['data-loading'] || props['data-disabled']) return <button {...props} type={type} />
  return <button {...props} type={type} disabled={false} aria-disabled onClick={event => event.preventDefault()} />
}
