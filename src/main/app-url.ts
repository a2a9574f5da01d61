/** The page's own address. A scheme of ours and not `file:`, so that it has an origin that can be checked. */
export const APP_SCHEME = 'app'
export const APP_URL = `${APP_SCHEME}://ui/`

/** The page's address in this run: ours, or the development server's, which only an unpackaged program takes. */
export function pageUrl(isPackaged: boolean, env: Readonly<Record<string, string | undefined>>): string {
  const development = isPackaged ? undefined : env['ELECTRON_RENDERER_URL']
  return development ? new URL(development).href : APP_URL
}

/**
 * Whether an address belongs to the page. Not by `origin`: that is the string "null" for every scheme but the web's, so
 * all of them would be alike.
 */
export function isPageAddress(text: string, page: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  const own = new URL(page)
  return url.protocol === own.protocol && url.host === own.host && url.username === '' && url.password === ''
}
