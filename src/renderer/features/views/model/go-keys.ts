const digit = /^(?:Digit|Numpad)([1-9])$/
const modifiers = /^(?:Shift|Control|Alt|Meta)(?:Left|Right)$/

type Key = Pick<KeyboardEvent, 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>

/** What a key says after G: the digit of a view, nothing yet, or something else. Codes, so that it is the same on every layout. */
export function afterGo({ code, shiftKey, ctrlKey, altKey, metaKey }: Key): number | 'wait' | 'over' {
  if (modifiers.test(code)) return 'wait'
  const found = shiftKey || ctrlKey || altKey || metaKey ? undefined : digit.exec(code)?.[1]
  return found === undefined ? 'over' : Number(found)
}
