import type { PointerEvent as ReactPointerEvent } from 'react'

type Steps = {
  readonly move: (event: PointerEvent) => void
  /** Let go where it is. */
  readonly drop: () => void
  /** Escape, or the system took the pointer away. */
  readonly cancel: () => void
}

/** Follows one press of the main button until it ends. */
export function followPointer({ pointerId }: ReactPointerEvent, { move, drop, cancel }: Steps): void {
  const following = new AbortController()
  const options = { signal: following.signal, capture: true }
  const ends = (type: 'pointerup' | 'pointercancel', then: () => void): void => addEventListener(type, event => {
    if (event.pointerId !== pointerId) return
    following.abort()
    then()
  }, options)
  addEventListener('pointermove', event => {
    if (event.pointerId === pointerId) move(event)
  }, options)
  ends('pointerup', drop)
  ends('pointercancel', cancel)
  addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    event.preventDefault()
    following.abort()
    cancel()
  }, options)
}
