type Props = { readonly size: number }

/** The product's mark: lines of a conversation, read and ticked off. */
export function Mark({ size }: Props) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false" fill="none" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path d="M8.5 10.5h15M8.5 16h9.5M8.5 21.5h5.5M18.5 21.2l2.4 2.5 4.3-5.2" stroke="var(--on-accent)" />
    </svg>
  )
}
