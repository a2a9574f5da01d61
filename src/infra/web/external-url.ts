const MAX_LENGTH = 2048

/** Anything outside printable ASCII: a real link carries other characters percent-encoded. */
const unprintable = /[^\x21-\x7e]/

/**
 * The address as it may be handed to the operating system, or null. Only web pages: every other scheme starts a program.
 * Plain http only to this computer, where the demo portal lives.
 */
export function externalUrl(text: string): string | null {
  if (text.length > MAX_LENGTH || unprintable.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null
  if (url.protocol === 'https:') return url.href
  return url.protocol === 'http:' && isLoopback(url.hostname) ? url.href : null
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
