/** A message's markup as a tree. It becomes React nodes and never HTML; nothing in it can be followed or run. */
export type BbNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'underline' | 'strike' | 'user' | 'chat' | 'quote' | 'code'; readonly children: readonly BbNode[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly BbNode[] }
  | { readonly kind: 'image'; readonly href: string }
  | { readonly kind: 'like' | 'dislike' }
  /** What a search found; `place` counts within the message. */
  | { readonly kind: 'found'; readonly text: string; readonly place: number }

type BlockKind = Extract<BbNode, { children: readonly BbNode[] }>['kind']

type Open = {
  readonly tag: string
  /** The tag as written: shown again when it is never closed. */
  readonly source: string
  readonly argument: string
  readonly children: BbNode[]
}

/** Deeper tags stay text: hostile messages must not exhaust the stack of whoever walks the tree. */
const DEPTH_LIMIT = 24

const containers: Readonly<Record<string, Exclude<BlockKind, 'code'>>> = {
  b: 'bold', i: 'italic', u: 'underline', s: 'strike', url: 'link', user: 'user', chat: 'chat', quote: 'quote',
}
/** Known to the portal, of no meaning here: what stands between them is kept. */
const transparent = new Set(['color', 'size', 'font', 'send', 'put', 'call', 'context', 'p'])

/** Between `[code]` and this nothing is markup. */
const codeEndPattern = /\[\/code\]/gi
// Neither part can run past the next bracket, so the whole scan is linear.
const tagPattern = /\[(\/?)([a-z]{1,12})(=[^[\]]{0,2048})?\]/gi
/** Messages quoted by the messenger stand between two such lines. */
const rulePattern = /^-{6,}$/
/** So may every quoted line begin instead. */
const quotedLine = /^>>[ \t]?/

export function parseBbcode(source: string): BbNode[] {
  return quoteBlocks(source).flatMap(({ quoted, text }) => {
    const nodes = parseInline(text)
    return quoted ? [{ kind: 'quote', children: nodes } as const] : nodes
  })
}

/** What a reader sees, without marks. */
export function plainText(nodes: readonly BbNode[]): string {
  return nodes.map(node => {
    if (node.kind === 'text' || node.kind === 'found') return node.text
    if (node.kind === 'image') return node.href
    return 'children' in node ? plainText(node.children) : ''
  }).join('')
}

type Block = { readonly quoted: boolean; readonly text: string }

function quoteBlocks(source: string): Block[] {
  const blocks: Block[] = []
  const lines = source.split('\n')
  const rules = lines.flatMap((line, index) => rulePattern.test(line.trim()) ? [index] : [])
  let next = 0
  // Rules come in pairs; a last one alone is a line of dashes.
  for (let pair = 0; pair + 1 < rules.length; pair += 2) {
    const [from = 0, to = 0] = [rules[pair], rules[pair + 1]]
    if (from > next) blocks.push(...markedLines(lines.slice(next, from)))
    blocks.push({ quoted: true, text: lines.slice(from + 1, to).join('\n') })
    next = to + 1
  }
  if (next < lines.length) blocks.push(...markedLines(lines.slice(next)))
  return blocks
}

function markedLines(lines: readonly string[]): Block[] {
  const blocks: { quoted: boolean; lines: string[] }[] = []
  for (const line of lines) {
    const quoted = quotedLine.test(line)
    const last = blocks.at(-1)
    const text = quoted ? line.replace(quotedLine, '') : line
    if (last?.quoted === quoted) last.lines.push(text)
    else blocks.push({ quoted, lines: [text] })
  }
  return blocks.map(block => ({ quoted: block.quoted, text: block.lines.join('\n') }))
}

function parseInline(source: string): BbNode[] {
  const root: Open = { tag: '', source: '', argument: '', children: [] }
  const stack: Open[] = [root]
  const codeEnds = [...source.matchAll(codeEndPattern)]
  let nextEnd = 0
  let end = 0
  for (const match of source.matchAll(tagPattern)) {
    // Inside code.
    if (match.index < end) continue
    const [written, slash, name = '', argument = ''] = match
    addText(stack, source.slice(end, match.index))
    end = match.index + written.length
    while ((codeEnds[nextEnd]?.index ?? Infinity) < end) nextEnd += 1
    const codeEnd = codeEnds[nextEnd]
    if (codeEnd && slash === '' && name.toLowerCase() === 'code') {
      top(stack).children.push({ kind: 'code', children: [{ kind: 'text', text: source.slice(end, codeEnd.index) }] })
      end = codeEnd.index + codeEnd[0].length
      continue
    }
    applyTag(stack, { written, closing: slash === '/', tag: name.toLowerCase(), argument: argument.slice(1) })
  }
  addText(stack, source.slice(end))
  while (stack.length > 1) abandon(stack)
  return root.children
}

type Tag = { readonly written: string; readonly closing: boolean; readonly tag: string; readonly argument: string }

function applyTag(stack: Open[], { written, closing, tag, argument }: Tag): void {
  if (tag === 'br' && !closing) return addText(stack, '\n')
  if ((tag === 'like' || tag === 'dislike') && !closing) return void top(stack).children.push({ kind: tag })
  const known = Object.hasOwn(containers, tag) || transparent.has(tag) || tag === 'img'
  if (!known) return addText(stack, written)
  if (!closing) {
    if (stack.length > DEPTH_LIMIT) return addText(stack, written)
    return void stack.push({ tag, source: written, argument, children: [] })
  }
  if (!stack.some(open => open.tag === tag)) return addText(stack, written)
  // [b][i]…[/b]: what was opened inside and never closed turns back into text.
  while (top(stack).tag !== tag) abandon(stack)
  close(stack)
}

function close(stack: Open[]): void {
  const { tag, argument, children } = stack.pop() ?? top(stack)
  const parent = top(stack).children
  const kind = containers[tag]
  if (tag === 'img') parent.push({ kind: 'image', href: plainText(children).trim() })
  else if (kind === 'link') parent.push({ kind, href: (argument || plainText(children)).trim(), children })
  else if (kind !== undefined) parent.push({ kind, children })
  else for (const child of children) addNode(parent, child)
}

function abandon(stack: Open[]): void {
  const { source, children } = stack.pop() ?? top(stack)
  const parent = top(stack).children
  addNode(parent, { kind: 'text', text: source })
  for (const child of children) addNode(parent, child)
}

function addText(stack: Open[], text: string): void {
  if (text !== '') addNode(top(stack).children, { kind: 'text', text })
}

function addNode(nodes: BbNode[], node: BbNode): void {
  const last = nodes.at(-1)
  if (node.kind === 'text' && last?.kind === 'text') nodes[nodes.length - 1] = { kind: 'text', text: last.text + node.text }
  else nodes.push(node)
}

function top(stack: Open[]): Open {
  const open = stack.at(-1)
  if (open === undefined) throw new Error('The root is never taken off')
  return open
}
