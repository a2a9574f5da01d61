import http from 'node:http'
import tls from 'node:tls'
import type { Shell } from '#core/ports.ts'

const thisComputer = 'localhost,127.0.0.1,::1'
const proxyVariables = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'] as const

let certificatesAdded = false
let askSystem: Shell['resolveProxy'] = async () => null
/** What the system told, by origin; the latest answer is the last one. */
const told = new Map<string, string | null>()
let route = { env: '', leave: () => {} }

/** From now on the face is asked for the proxy of each origin. */
export function followSystemProxy(resolveProxy: Shell['resolveProxy']): void {
  askSystem = resolveProxy
  told.clear()
}

/**
 * The portal is reached the way other programs of this computer reach the web: with the system's certificate store
 * beside Node's own list, so that an on-premise portal behind a private authority works, and through the proxy that
 * `HTTPS_PROXY` and its kin name, else through the one that the system names for this origin. Call it before each request
 * over https; rejects where going on would mean to pass by a proxy that somebody meant. A Node too old for either goes
 * without.
 */
export async function useSystemNetwork(address: string, signal: AbortSignal): Promise<void> {
  addSystemCertificates()
  if (proxyVariables.some(name => process.env[name])) return goThrough(readableProxies(process.env), [])
  const { origin } = new URL(address)
  if (!told.has(origin)) told.set(origin, supported(await unlessAborted(askSystem(`${origin}/`), signal)))
  goThrough(...systemRoute())
}

/** Nothing came through: perhaps the computer is in another network by now. */
export function askProxyAgain(address: string): void {
  told.delete(new URL(address).origin)
}

/** Reading the store takes a tenth of a second, so it is left until the first request that needs it. */
export function addSystemCertificates(): void {
  if (certificatesAdded) return
  if ('setDefaultCACertificates' in tls) tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])
  certificatesAdded = true
}

/** Throws where it cannot make out a proxy, every time. */
function goThrough(proxies: NodeJS.ProcessEnv, direct: readonly string[]): void {
  // The demo portal lives on this computer, where no proxy could find it.
  const noProxy = [process.env['NO_PROXY'] || process.env['no_proxy'], ...direct, thisComputer].filter(Boolean).join(',')
  const env = { ...proxies, NO_PROXY: noProxy, no_proxy: noProxy }
  if (!('setGlobalProxyFromEnv' in http) || route.env === JSON.stringify(env)) return
  // Without a proxy Node leaves the one before in force.
  route.leave()
  route = { env: '', leave: () => {} }
  route = { leave: http.setGlobalProxyFromEnv(env), env: JSON.stringify(env) }
}

/**
 * Node takes one proxy with exceptions: the one named last serves every origin that has one. An exception holds for its
 * subdomains too; where one of those has a proxy, going through it is the smaller fault.
 */
function systemRoute(): Parameters<typeof goThrough> {
  const origins = [...told].map(([origin, proxy]) => ({ ...hostOf(origin), proxy }))
  const proxied = origins.filter(({ proxy }) => proxy !== null)
  const direct = origins.filter(({ name, proxy }) => proxy === null && !proxied.some(other => other.name.endsWith(`.${name}`)))
  return [{ HTTPS_PROXY: proxied.at(-1)?.proxy ?? '' }, direct.map(({ name, port }) => `${name}:${port}`)]
}

function hostOf(origin: string): { readonly name: string; readonly port: string } {
  const { hostname, port } = new URL(origin)
  return { name: hostname, port: port || '443' }
}

function supported(proxy: string | null): string | null {
  if (proxy === null || /^https?:\/\//.test(proxy)) return proxy
  throw Object.assign(new Error('The system names a proxy of another kind'), { code: 'ERR_PROXY_KIND' })
}

/** Other programs take `proxy:3128` as well; Node wants the scheme. */
function readableProxies(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const named = proxyVariables.flatMap(name => {
    const proxy = env[name]
    return proxy ? [[name, proxy.includes('://') ? proxy : `http://${proxy}`]] : []
  })
  return Object.fromEntries(named)
}

/** The system may look for its settings in the network, and for long. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => { reject(signal.reason as Error) }, { once: true })
    work.then(resolve, reject)
  })
}
