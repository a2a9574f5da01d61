import { z } from 'zod'
import { dialogSortSchema } from './columns.ts'
import { dialogFilterSchema } from './filters.ts'
import { sharedViewSchema, viewLayoutSchema, type SharedView } from './views.ts'

/** Longer than any view that can be saved. */
export const viewTextLimit = 200_000

/** The system hands addresses that begin with it to the program. */
export const linkScheme = 'linewatch'

const linkStart = `${linkScheme}://view`
const textStart = 'Linewatch view'

/** Why a text is no view. `part` is what it stumbled over. */
const viewTextProblemSchema = z.strictObject({ kind: z.enum(['not-a-view', 'too-long', 'unknown', 'twice', 'value']), part: z.string().max(40) })
export type ViewTextProblem = z.output<typeof viewTextProblemSchema>

export const parsedViewSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), view: sharedViewSchema }),
  z.strictObject({ ok: z.literal(false), problem: viewTextProblemSchema }),
])
export type ParsedView = z.output<typeof parsedViewSchema>

type Part = readonly [key: string, value: string]

const emptyFilter: Readonly<Record<string, unknown>> = dialogFilterSchema.parse({})
const defaultSort = dialogSortSchema.parse({})
const filterKeys = Object.keys(dialogFilterSchema.shape)

/** For a click or a paste: `linewatch://view?name=…&filter.statuses=…`. Only what differs from an empty view is in it. */
export function formatViewLink(view: SharedView): string {
  const name: Part[] = view.name === null ? [] : [['name', view.name]]
  const query = [...name, ...partsOf(view)].map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')
  return query === '' ? linkStart : `${linkStart}?${query}`
}

/** For a message or a note: one condition a line. `words` explain it to people and are passed over when it is read. */
export function formatViewText(view: SharedView, words: readonly string[] = []): string {
  const head = view.name === null ? textStart : `${textStart}: ${view.name}`
  return [head, ...words.map(line => `# ${line.replace(/\s+/g, ' ')}`), ...partsOf(view).map(([key, value]) => `${key}: ${value}`)].join('\n')
}

/** Whether it is meant to be a view, good or not: what else is pasted is none of ours. */
export function looksLikeView(text: string): boolean {
  const start = text.trimStart().slice(0, 40)
  return start.toLowerCase().startsWith(linkStart) || start.startsWith(textStart)
}

/** Either form. What is not understood is refused whole: half a filter would show other dialogs than the sender saw. */
export function parseView(text: string): ParsedView {
  if (text.length > viewTextLimit) return problem('too-long', '')
  const trimmed = text.trim()
  if (!looksLikeView(trimmed)) return problem('not-a-view', '')
  const parts = trimmed.startsWith(textStart) ? textParts(trimmed) : linkParts(trimmed)
  return parts === null ? problem('not-a-view', '') : viewOf(parts)
}

function partsOf({ filter, sort, layout }: SharedView): Part[] {
  const conditions = Object.entries(filter).map(([key, value]): Part => [`filter.${key}`, JSON.stringify(value)])
  const parts = conditions.filter(([key, value]) => value !== JSON.stringify(emptyFilter[key.slice('filter.'.length)]))
  if (JSON.stringify(sort) !== JSON.stringify(defaultSort)) parts.push(['sort', JSON.stringify(sort)])
  // A column without a width and not pinned is its name alone.
  if (layout !== null) parts.push(['layout', JSON.stringify(layout, (_key, value: unknown) => value === null || value === false ? undefined : value)])
  return parts
}

function linkParts(link: string): Part[] | null {
  const rest = link.slice(linkStart.length).replace(/^\//, '')
  if (rest === '') return []
  if (!rest.startsWith('?')) return null
  try {
    return rest.slice(1).split('&').filter(part => part !== '').map(part => {
      const equals = part.indexOf('=')
      return equals === -1 ? [part, ''] : [part.slice(0, equals), decodeURIComponent(part.slice(equals + 1))]
    })
  } catch {
    // A lone % or half a letter: cut on the way.
    return null
  }
}

function textParts(text: string): Part[] | null {
  const [head = '', ...lines] = text.split(/\r?\n/)
  const name = head.slice(textStart.length).trim()
  if (name !== '' && !name.startsWith(':')) return null
  const parts: Part[] = name === '' ? [] : [['name', name.slice(1).trim()]]
  for (const line of lines.map(part => part.trim()).filter(part => part !== '' && !part.startsWith('#'))) {
    const colon = line.indexOf(':')
    parts.push(colon === -1 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()])
  }
  return parts
}

function viewOf(parts: readonly Part[]): ParsedView {
  const seen = new Map<string, unknown>()
  for (const [key, value] of parts) {
    if (!isKnown(key)) return problem('unknown', key)
    if (seen.has(key)) return problem('twice', key)
    const read = key === 'name' ? value : readJson(value)
    if (read === undefined) return problem('value', key)
    seen.set(key, read)
  }
  for (const [key, value] of seen) if (!schemaOf(key).safeParse(value).success) return problem('value', key)
  const filter = Object.fromEntries([...seen].filter(([key]) => key.startsWith('filter.')).map(([key, value]) => [key.slice('filter.'.length), value]))
  const view = sharedViewSchema.safeParse({
    name: seen.get('name') ?? null, filter, sort: seen.get('sort') ?? {}, layout: seen.get('layout') ?? null,
  })
  return view.success ? { ok: true, view: view.data } : problem('value', view.error.issues[0]?.path.join('.') ?? '')
}

function isKnown(key: string): boolean {
  return key === 'name' || key === 'sort' || key === 'layout' || (key.startsWith('filter.') && filterKeys.includes(key.slice('filter.'.length)))
}

function schemaOf(key: string) {
  if (key === 'name') return sharedViewSchema.shape.name
  if (key === 'sort') return dialogSortSchema
  if (key === 'layout') return viewLayoutSchema
  // `isKnown` let pass only keys of the filter.
  return dialogFilterSchema.shape[key.slice('filter.'.length) as keyof typeof dialogFilterSchema.shape]
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function problem(kind: ViewTextProblem['kind'], part: string): ParsedView {
  // It is shown to people, and comes from wherever the text came from.
  return { ok: false, problem: { kind, part: part.replace(/[^\w.-]/g, '').slice(0, 40) } }
}
