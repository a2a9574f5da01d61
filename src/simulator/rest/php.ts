/** Request parameters after decoding; nested like PHP arrays. */
export type Params = Readonly<Record<string, unknown>>

/** Parses `a=1&filter[>ID]=5&select[]=ID` the way PHP does. */
export function parseQuery(text: string): Record<string, unknown> {
  const pairs = text.split('&').filter((pair) => pair !== '')
  return nest(
    pairs.map((pair) => {
      const equals = pair.indexOf('=')
      return [decode(equals < 0 ? pair : pair.slice(0, equals)), equals < 0 ? '' : decode(pair.slice(equals + 1))]
    }),
  )
}

/** Builds PHP arrays from names in brackets. */
export function nest(pairs: readonly (readonly [name: string, value: string])[]): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  for (const [name, value] of pairs) {
    const path = keyPath(name)
    if (path !== null) assign(root, path, value)
  }
  return Object.fromEntries(Object.entries(root).map(([key, value]) => [key, listsToArrays(value)]))
}

/** An associative array as PHP's `json_encode` writes it: empty or numbered 0, 1, 2… becomes a JSON array. */
export function phpMap(entries: Readonly<Record<string, unknown>>): Record<string, unknown> | unknown[] {
  const keys = Object.keys(entries)
  return keys.every((key, at) => key === String(at)) ? Object.values(entries) : { ...entries }
}

/** `(int)$value`. */
export function toInt(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : 0
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string') return Math.trunc(Number.parseFloat(value)) || 0
  // Any array that is not empty, a list or a map, counts as 1.
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0 ? 1 : 0
}

/** `(string)$value`; arrays become "Array", as PHP warns and does. */
export function toText(value: unknown): string {
  if (value === null || value === undefined || value === false) return ''
  if (value === true) return '1'
  return typeof value === 'object' ? 'Array' : String(value)
}

/** `!empty($value)`. The string "false" is not empty. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return !(value === undefined || value === null || value === false || value === 0 || value === '' || value === '0')
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    // PHP leaves a broken escape as it is.
    return spaced
  }
}

function keyPath(key: string): string[] | null {
  const open = key.indexOf('[')
  if (open < 0) return key === '' ? null : [key]
  if (open === 0) return null
  return [key.slice(0, open), ...[...key.slice(open).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '')]
}

function assign(root: Record<string, unknown>, path: readonly string[], value: string): void {
  let node = root
  path.forEach((part, at) => {
    const key = part === '' ? String(nextIndex(node)) : part
    if (at === path.length - 1) {
      // defineProperty, not assignment: "__proto__" is an ordinary key in PHP.
      Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true })
      return
    }
    const child = Object.hasOwn(node, key) ? node[key] : undefined
    const next: Record<string, unknown> = isRecord(child) ? child : {}
    Object.defineProperty(node, key, { value: next, enumerable: true, configurable: true, writable: true })
    node = next
  })
}

function nextIndex(node: Readonly<Record<string, unknown>>): number {
  return Object.keys(node).reduce((next, key) => (/^\d+$/.test(key) ? Math.max(next, Number(key) + 1) : next), 0)
}

function listsToArrays(value: unknown): unknown {
  if (!isRecord(value)) return value
  return phpMap(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, listsToArrays(inner)])))
}
