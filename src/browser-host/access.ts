import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const TOKEN_LIFETIME_MS = 10 * 60_000
const MAX_FAILURES = 5
/** Pages that may be open at once; the one opened longest ago is the one forgotten. */
const MAX_SESSIONS = 32

export type AccessDeps = {
  /** Milliseconds that only go forward. */
  readonly now: () => number
  /** Too many wrong guesses: the printed link no longer works. */
  readonly onTokenBurnt: () => void
}

/**
 * Who may talk to the engine. A link carries a token that works once and not for long, so that reading it later (in `ps`,
 * in a log, in a browser's history) gives nothing. The page trades it for a secret that never leaves its memory.
 */
export function createAccess({ now, onTokenBurnt }: AccessDeps) {
  let token: { readonly digest: Buffer; readonly expiresAt: number } | null = null
  let failures = 0
  const secrets: Buffer[] = []

  /** The token of a new link; the one before it stops working. */
  function issueToken(): string {
    const text = newSecret()
    token = { digest: digest(text), expiresAt: now() + TOKEN_LIFETIME_MS }
    failures = 0
    return text
  }

  /** The page's secret in exchange for the token, or null. */
  function exchange(candidate: string): string | null {
    const current = token
    if (current && timingSafeEqual(digest(candidate), current.digest)) {
      token = null
      return now() < current.expiresAt ? openSession() : null
    }
    failures += 1
    if (current && failures >= MAX_FAILURES) {
      token = null
      onTokenBurnt()
    }
    return null
  }

  function openSession(): string {
    const secret = newSecret()
    secrets.push(digest(secret))
    if (secrets.length > MAX_SESSIONS) secrets.shift()
    return secret
  }

  function allows(secret: string): boolean {
    const candidate = digest(secret)
    return secrets.some(known => timingSafeEqual(candidate, known))
  }

  return { issueToken, exchange, allows }
}

export type Access = ReturnType<typeof createAccess>

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Equal lengths for the comparison, and no readable secret in memory longer than needed. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
