/** A portal's address as one would type it, from the host that is shown. Plain http is there on this computer alone. */
export function addressOf(host: string): string {
  return /^(?:localhost|127\.[\d.]+|\[::1\])(?::\d+)?$/.test(host) ? `http://${host}` : host
}
