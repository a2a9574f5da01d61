import { err, ok, type Result } from '#contract/result.ts'

/** An incoming webhook, taken apart. `endpoint` and `secret` open the portal: neither may reach a log, an error or a page. */
export type Webhook = {
  readonly origin: string
  /** Host and port as shown to people. */
  readonly host: string
  readonly userId: number
  readonly secret: string
  /** `{origin}/rest/{userId}/{secret}/`; a method name is appended to it. */
  readonly endpoint: string
}

/** Blanks (also zero-width and non-breaking ones) and quotes that come along when an address is copied from a message. */
const wrapping = /^[\s\u200b-\u200d\u2060\ufeff"'`<>«»„“”‘’]+|[\s\u200b-\u200d\u2060\ufeff"'`<>«»„“”‘’]+$/gu
const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i
const webhookPath = /^\/rest\/([1-9]\d{0,9})\/([A-Za-z0-9_-]{1,200})(?:\/|$)/
const withoutScheme = /^[^/\s:@]+(?::\d+)?\/rest\/\d+\//i

/**
 * Reads an address as people paste it: with or without the last slash, with a method at the end, in quotes, without
 * `https://`. Messages are fixed texts on purpose: they never repeat what was typed.
 */
export function parseWebhook(text: string): Result<Webhook> {
  const typed = text.replace(wrapping, '')
  const url = URL.parse(withoutScheme.test(typed) ? `https://${typed}` : typed)
  if (url === null || url.hostname === '') return err('not-a-url', 'The text is not a web address')
  if (url.protocol === 'http:') {
    if (!isLoopback(url.hostname)) return err('https-required', 'The address must start with https://')
  } else if (url.protocol !== 'https:') {
    return err('not-a-url', 'The text is not a web address')
  }
  if (url.username !== '' || url.password !== '') {
    return err('not-a-webhook', 'The address holds a user name or a password, which a webhook never does')
  }
  const match = webhookPath.exec(url.pathname)
  const [, userId, secret] = match ?? []
  if (userId === undefined || secret === undefined) {
    return err('not-a-webhook', 'The address has no /rest/<user>/<secret>/ part')
  }
  return ok({
    origin: url.origin, host: url.host, userId: Number(userId), secret, endpoint: `${url.origin}/rest/${userId}/${secret}/`,
  })
}

/** A portal's address as people type it: a host, or any page of the portal. */
export function parsePortalAddress(text: string): Result<{ readonly origin: string; readonly host: string }> {
  const typed = text.replace(wrapping, '')
  const url = URL.parse(withScheme.test(typed) ? typed : `https://${typed}`)
  if (url === null || url.hostname === '' || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return err('not-a-url', 'The text is not the address of a portal')
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return err('https-required', 'The address must start with https://')
  return ok({ origin: url.origin, host: url.host })
}

/** Only there may the secret travel in the clear. The URL parser has already turned forms like `127.1` into four numbers. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
