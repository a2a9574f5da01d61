import { useEffect, useEffectEvent } from 'react'
import type { ParsedView } from '#contract/view-text.ts'

let waiting: ParsedView | null = null
const listeners = new Set<() => void>()

/** A view that a link outside of the window asks for. It waits until somebody is signed in to see it. */
export function askForView(view: ParsedView): void {
  waiting = view
  for (const listener of listeners) listener()
}

/** What was asked for, once. */
export function takeAskedView(): ParsedView | null {
  const view = waiting
  waiting = null
  return view
}

export function useAskedView(open: (view: ParsedView) => void): void {
  const onAsked = useEffectEvent(() => {
    const view = takeAskedView()
    if (view !== null) open(view)
  })
  useEffect(() => {
    const listener = () => onAsked()
    listener()
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }, [])
}
