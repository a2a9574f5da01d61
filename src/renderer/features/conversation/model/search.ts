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
    // Most messages hold nothing; those that may are looked at the way they are shown. Markup may stand between two letters.
    const mayHold = [message.text, ...message.files.map(({ name }) => name)].some(text => text.includes('[') || foldInPlace(text).includes(needle))
    if (!mayHold) return []
    return Array.from({ length: markMessage(message, query).count }, (_, place) => ({ messageId: message.id, place }))
  })
}

type Found = { readonly from: number; readonly to: number; readonly place: number }

function createMarker(needle: string) {
  let found = 0

  /** Words are found as they are read, also where markup begins or ends inside them. */
  function mark(nodes: readonly BbNode[]): BbNode[] {
    if (needle === '') return [...nodes]
    const text = foldInPlace(readText(nodes))
    const places: Found[] = []
    for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + needle.length)) places.push({ from: at, to: at + needle.length, place: found++ })
    return places.length === 0 ? [...nodes] : cutOut(nodes, places)
  }

  return { mark, count: () => found }
}

/** Stands for what is no text and parts words. */
const APART = '\n'

function readText(nodes: readonly BbNode[]): string {
  return nodes.map(node => {
    if (node.kind === 'text') return node.text
    if (!('children' in node)) return APART
    return node.kind === 'quote' ? APART + readText(node.children) + APART : readText(node.children)
  }).join('')
}

/** `places` as in `readText`, in order. */
function cutOut(nodes: readonly BbNode[], places: readonly Found[]): BbNode[] {
  let offset = 0
  let next = 0

  function cut(inside: readonly BbNode[]): BbNode[] {
    return inside.flatMap((node): BbNode[] => {
      if (node.kind === 'text') return split(node.text)
      const edge = 'children' in node && node.kind !== 'quote' ? 0 : APART.length
      offset += edge
      if (!('children' in node)) return [node]
      const children = cut(node.children)
      offset += edge
      return [{ ...node, children }]
    })
  }

  function split(text: string): BbNode[] {
    const [start, end] = [offset, offset + text.length]
    const parts: BbNode[] = []
    let from = start
    const add = (to: number, part: (text: string) => BbNode): void => {
      if (to > from) parts.push(part(text.slice(from - start, to - start)))
      from = Math.max(from, to)
    }
    for (let found = places[next]; found && found.from < end; found = places[next]) {
      add(found.from, words => ({ kind: 'text', text: words }))
      add(Math.min(found.to, end), words => ({ kind: 'found', text: words, place: found.place }))
      // The rest of it stands in the next text.
      if (found.to > end) break
      next += 1
    }
    add(end, words => ({ kind: 'text', text: words }))
    offset = end
    return parts
  }

  return cut(nodes)
}
