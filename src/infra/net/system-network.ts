import http from 'node:http'
import tls from 'node:tls'

const thisComputer = 'localhost,127.0.0.1,::1'

let inUse = false

/**
 * The portal is reached the way other programs of this computer reach the web: with the system's certificate store
 * beside Node's own list, so that an on-premise portal behind a private authority works, and through the proxy that
 * `HTTPS_PROXY` and its kin name. Holds for every later request of this thread; reading the store takes a tenth of a
 * second, so it is left until the first request that needs it. A Node too old for either goes without.
 */
export function useSystemNetwork(env: NodeJS.ProcessEnv = process.env): void {
  if (inUse) return
  // The demo portal lives on this computer, where no proxy could find it.
  const noProxy = [env['NO_PROXY'] ?? env['no_proxy'], thisComputer].filter(Boolean).join(',')
  // Throws where it cannot make out a proxy, every time: going past the proxy that somebody meant is not for us to decide.
  if ('setGlobalProxyFromEnv' in http) http.setGlobalProxyFromEnv({ ...env, ...readableProxies(env), NO_PROXY: noProxy, no_proxy: noProxy })
  if ('setDefaultCACertificates' in tls) tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])
  inUse = true
}

/** Other programs take `proxy:3128` as well; Node wants the scheme. */
function readableProxies(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const named = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'].flatMap(name => {
    const proxy = env[name]
    return proxy ? [[name, proxy.includes('://') ? proxy : `http://${proxy}`]] : []
  })
  return Object.fromEntries(named)
}
