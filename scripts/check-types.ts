import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.ts'
import { runCommand } from './run-command.ts'

/** Compilers at a time; each uses several threads of its own. */
const AT_ONCE = 2

/** Checks every zone by its own rules and the tests and tools by the root's; what failed, in full. */
export async function checkTypes(): Promise<readonly string[]> {
  const zones = readdirSync(join(root, 'src')).map(name => join('src', name)).filter(zone => existsSync(join(root, zone, 'tsconfig.json')))
  const waiting = ['.', ...zones]
  const problems: string[] = []
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

  async function work(): Promise<void> {
    for (let zone = waiting.shift(); zone !== undefined; zone = waiting.shift()) {
      const { code, output } = await runCommand('node', [tsc, '--noEmit', '-p', zone])
      if (code !== 0) problems.push(`${zone}:\n${output.trim()}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return problems
}
