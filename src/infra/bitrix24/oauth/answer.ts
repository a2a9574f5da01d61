import { timingSafeEqual } from 'node:crypto'

/** What a sign-in waits for. */
export type Expected = {
  readonly state: string
  /** Of the portal as typed, with its port. */
  readonly host: string
}

/** What the browser brought back, or a person pasted. */
export type BrowserAnswer =
  | { readonly kind: 'code'; readonly code: string; readonly memberId: string | null }
  /** Not meant for this sign-in, or not an answer at all. */
  | { readonly kind: 'foreign' }
  /** The right `state`, but another portal. */
  | { readonly kind: 'mismatch' }
  /** The right `state`, and an error in place of a code. */
  | { readonly kind: 'refused'; readonly error: string }

const codePattern = /^[A-Za-z0-9._~-]{8,512}$/

/** Reads only what a sign-in needs: `server_domain` and the like would let a portal choose where the client secret goes. */
export function readAnswer(query: URLSearchParams, { state, host }: Expected): BrowserAnswer {
  const given = single(query, 'state')
  if (given === null || !equal(given, state)) return { kind: 'foreign' }
  const domain = single(query, 'domain')
  if (query.has('domain') && (domain === null || !sameHost(domain, host))) return { kind: 'mismatch' }
  const error = single(query, 'error')
  if (error !== null) return { kind: 'refused', error: error.slice(0, 80).replace(/[^\w.-]/g, '?') }
  const code = single(query, 'code')
  if (code === null || !codePattern.test(code)) return { kind: 'foreign' }
  return { kind: 'code', code, memberId: single(query, 'member_id') }
}

/** A code as the portal shows it, or the whole address to which the browser could not get. */
export function readPasted(text: string, expected: Expected): BrowserAnswer {
  const pasted = text.trim().replace(/^["'<«]+|["'>»]+$/g, '')
  const mark = pasted.indexOf('?')
  const query = mark === -1 ? pasted : pasted.slice(mark + 1).replace(/#.*$/s, '')
  if (query.includes('=')) return readAnswer(new URLSearchParams(query), expected)
  // A bare code names no state: the person who pastes it vouches for it.
  return codePattern.test(pasted) ? { kind: 'code', code: pasted, memberId: null } : { kind: 'foreign' }
}

/** A parameter that comes twice says nothing. */
function single(query: URLSearchParams, name: string): string | null {
  const values = query.getAll(name)
  return values.length === 1 ? values[0] ?? null : null
}

/** The portal tells its host without a port, on-premise or not. */
function sameHost(domain: string, host: string): boolean {
  const told = URL.parse(`https://${domain}`)
  const typed = URL.parse(`https://${host}`)
  if (told === null || typed === null || told.pathname !== '/') return false
  return told.host === typed.host || told.host === typed.hostname
}

function equal(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
