import type { Message } from '#contract/transcripts.ts'
import { parseBbcode, type BbNode } from './bbcode.ts'

export type Match = {
  readonly messageId: number
  /** Its number within the message, from 0: text first, then names of files. */
  readonly place: number
}

/** A message's text and file names with what was found marked, each mark with its place. */
export type MarkedMessage = { readonly text: readonly BbNode[]; readonly fileNames: readonly (readonly BbNode[])[]; readonly count: number }

/** Case and ё make no difference. Never longer or shorter than the text, so that places stay true. */
export function foldInPlace(text: string): string {
  const lower = text.toLowerCase()
  const folded = lower.length === text.length ? lower : Array.from({ length: text.length }, (_, at) => lowerUnit(text.charAt(at))).join('')
  return folded.replaceAll('ё', 'е')
}

function lowerUnit(unit: string): string {
  const lower = unit.toLowerCase()
  return lower.length === 1 ? lower : unit
}

export function markMessage({ text, files }: Pick<Message, 'text' | 'files'>, query: string): MarkedMessage {
  const marker = createMarker(foldInPlace(query.trim()))
  return {
    text: marker.mark(parseBbcode(text)),
    fileNames: files.map(({ name }) => marker.mark([{ kind: 'text', text: name }])),
    count: marker.count(),
  }
}

/** Everything found, in the order of reading. An empty query finds nothing. */
export function searchMessages(messages: readonly Message[], query: string): Match[] {
  const needle = foldInPlace(query.trim())
  if (needle === '') return []
  return messages.flatMap(message => {
    // Most messages hold nothing; those that seem to are looked at the way they are shown.
    if (![message.text, ...message.files.map(({ name }) => name)].some(text => foldInPlace(text).includes(needle))) return []
    return Array.from({ length: markMessage(message, query).count }, (_, place) => ({ messageId: message.id, place }))
  })
}

function createMarker(needle: string) {
  let found = 0

  function mark(nodes: readonly BbNode[]): BbNode[] {
    return nodes.flatMap((node): BbNode[] => {
      if (node.kind === 'text') return split(node.text)
      return 'children' in node ? [{ ...node, children: mark(node.children) }] : [node]
    })
  }

  function split(text: string): BbNode[] {
    if (needle === '') return [{ kind: 'text', text }]
    const folded = foldInPlace(text)
    const parts: BbNode[] = []
    let from = 0
    for (let at = folded.indexOf(needle); at !== -1; at = folded.indexOf(needle, from)) {
      if (at > from) parts.push({ kind: 'text', text: text.slice(from, at) })
      from = at + needle.length
      parts.push({ kind: 'found', text: text.slice(at, from), place: found++ })
    }
    if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
    return parts
  }

  return { mark, count: () => found }
}
