import { expect, test } from 'vitest'
import { afterGo } from './go-keys.ts'

const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false }

test.each([
  ['Digit1', {}, 1], ['Numpad9', {}, 9], ['Digit0', {}, 'over'], ['KeyJ', {}, 'over'], ['Escape', {}, 'over'],
  ['Digit3', { shiftKey: true }, 'over'], ['Digit3', { ctrlKey: true }, 'over'], ['Digit3', { altKey: true }, 'over'], ['Digit3', { metaKey: true }, 'over'],
  ['ShiftLeft', { shiftKey: true }, 'wait'], ['AltRight', { altKey: true }, 'wait'], ['ControlLeft', { ctrlKey: true }, 'wait'], ['MetaLeft', { metaKey: true }, 'wait'],
] as const)('after G, %s with %j says %s', (code, held, said) => {
  expect(afterGo({ ...plain, ...held, code })).toBe(said)
})
