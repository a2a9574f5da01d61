import { useEffect, useEffectEvent, useState } from 'react'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { afterGo } from '../model/go-keys.ts'

/** Somebody who thinks longer means the digit for something else, such as a rating. */
const DIGIT_WITHIN_MS = 3_000

/**
 * G and then a digit: with Ctrl or Alt the digits belong to the browser's tabs, and alone they are ratings. True between
 * the two.
 */
export function useGoDigits(open: (digit: number) => void): boolean {
  const [waiting, setWaiting] = useState(false)
  useHotkeys({ KeyG: () => setWaiting(true) })

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const said = afterGo(event)
    if (said === 'wait') return
    setWaiting(false)
    if (said === 'over') return
    // Nobody else may take the digit for theirs, even where no view has it.
    event.preventDefault()
    event.stopImmediatePropagation()
    open(said)
  })
  useEffect(() => {
    if (!waiting) return
    const listener = (event: KeyboardEvent) => onKey(event)
    const end = () => setWaiting(false)
    const timer = setTimeout(end, DIGIT_WITHIN_MS)
    addEventListener('keydown', listener, { capture: true })
    addEventListener('pointerdown', end, { capture: true })
    return () => {
      clearTimeout(timer)
      removeEventListener('keydown', listener, { capture: true })
      removeEventListener('pointerdown', end, { capture: true })
    }
  }, [waiting])

  return waiting
}
