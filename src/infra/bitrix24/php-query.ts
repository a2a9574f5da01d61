/** What a portal method takes. `undefined` and `null` are left out, as PHP's own `http_build_query` does with null. */
export type Param = string | number | boolean | null | undefined | readonly Param[] | ParamMap
export type ParamMap = { readonly [key: string]: Param }

/**
 * A query string that PHP's `parse_str` turns back into the same tree: `filter[>ID]=1&select[0]=ID`. Keys and values are
 * percent-encoded, the brackets between them stay plain. Empty lists and maps vanish: a query string cannot say them.
 *
 * Inside `batch` the portal replaces `$result[…]` in values, so free text must never travel through it.
 */
export function toPhpQuery(params: ParamMap): string {
  const parts: string[] = []
  for (const [key, value] of Object.entries(params)) append(parts, encodeURIComponent(key), value)
  return parts.join('&')
}

function append(parts: string[], key: string, value: Param): void {
  if (value === null || value === undefined) return
  if (typeof value === 'object') {
    for (const [inner, item] of Object.entries(value)) append(parts, `${key}[${encodeURIComponent(inner)}]`, item)
    return
  }
  // PHP writes booleans as 1 and 0; the text "false" would be truthy there.
  const text = typeof value === 'boolean' ? Number(value) : value
  parts.push(`${key}=${encodeURIComponent(text)}`)
}
