import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

export type Asset = { readonly type: string; readonly body: Buffer }

/** Request path → file, read once. What is not in here does not exist, so no path can lead out of the folder. */
export type Assets = ReadonlyMap<string, Asset>

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** Reads the built page. Files of a kind that the page cannot have (source maps, for one) are left out. */
export async function readAssets(dir: string): Promise<Assets> {
  const assets = new Map<string, Asset>()
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)]
    // A symbolic link is no file here, so a link out of the folder is not followed.
    if (!entry.isFile() || type === undefined) continue
    const file = join(entry.parentPath, entry.name)
    assets.set(`/${relative(dir, file).split(sep).join('/')}`, { type, body: await readFile(file) })
  }
  const index = assets.get('/index.html')
  if (index) assets.set('/', index)
  return assets
}
