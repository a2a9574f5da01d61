import { session } from 'electron'

/** What the system's settings, or its configuration script, say about this address. */
export async function resolveProxy(url: string): Promise<string | null> {
  return proxyUrl(await session.defaultSession.resolveProxy(url))
}

/**
 * Reads an answer such as `PROXY proxy:3128; DIRECT`: the first HTTP proxy in it, as a URL. Null: a direct connection comes
 * first. Where the proxies are of other kinds alone the first of them, since going past it is not for us to decide.
 */
export function proxyUrl(answer: string): string | null {
  const named = answer.split(';').map(entry => entry.trim()).filter(Boolean)
  const direct = named.findIndex(entry => /^direct$/i.test(entry))
  const proxies = named.slice(0, direct === -1 ? undefined : direct).map(toUrl)
  return proxies.find(url => url.startsWith('http')) ?? proxies[0] ?? null
}

function toUrl(entry: string): string {
  const [kind = '', host = ''] = entry.split(/\s+/)
  return `${kind.toLowerCase() === 'proxy' ? 'http' : kind.toLowerCase()}://${host}`
}
