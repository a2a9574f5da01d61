import { existsSync } from 'node:fs'
import { runCommand } from './run-command.ts'

const limitMs = 10 * 60_000

/** Installs a package where that needs nobody's leave: as root on Debian and its kin. False elsewhere. */
export async function installDebianPackage(name: string): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.log(`Installing the package "${name}".`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await runCommand('apt-get', ['update'], { env, timeoutMs: limitMs })
  const { code } = await runCommand('apt-get', ['install', '-y', '--no-install-recommends', name], { env, timeoutMs: limitMs })
  return code === 0
}
