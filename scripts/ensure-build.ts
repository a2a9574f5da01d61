import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.ts'
import { runCommand } from './run-command.ts'

const stampFile = join(root, 'out', '.build-stamp')

/** Builds out/ when it is missing or the sources have changed. Says nothing unless it fails: then the output is thrown. */
export async function ensureBuild(): Promise<void> {
  const stamp = sourceStamp()
  if (stamp !== readStamp()) await build(stamp)
}

/** The production build, always. */
export async function build(stamp = sourceStamp()): Promise<void> {
  const { code, output } = await runCommand('node', [
    join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn',
  ], { env: { NODE_ENV: 'production' } })
  if (code !== 0) throw new Error(`The build failed:\n${output}`)
  writeFileSync(stampFile, stamp)
}

/** Changes whenever a file of the sources is added, removed or written; 5 ms instead of reading them all. */
function sourceStamp(): string {
  const hash = createHash('sha256')
  for (const name of ['package.json', 'package-lock.json', 'electron.vite.config.ts']) hash.update(describe(name))
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(isBuilt).toSorted()
  for (const name of names) hash.update(describe(join('src', name)))
  return hash.digest('hex')
}

function isBuilt(name: string): boolean {
  return /\.\w+$/.test(name) && !/\.test\.tsx?$/.test(name)
}

function describe(name: string): string {
  const { mtimeMs, size } = statSync(join(root, name))
  return `${name} ${mtimeMs} ${size}\n`
}

function readStamp(): string | null {
  try {
    return readFileSync(stampFile, 'utf8')
  } catch {
    return null // never built, or the folder was removed
  }
}
