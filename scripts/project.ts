import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder with package.json. */
export const root = dirname(import.meta.dirname)

export function projectVersion(): string {
  // The cast is safe: it is our own file, and a test of the lock file reads it too.
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version
}
