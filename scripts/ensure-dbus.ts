import { installDebianPackage } from './debian-package.ts'
import { runCommand } from './run-command.ts'

/** On Linux, notifications are tested on a private D-Bus. Answers what is missing, or null. */
export async function dbusProblem(): Promise<string | null> {
  if (process.platform !== 'linux' || await hasDaemon()) return null
  if (await installDebianPackage('dbus') && await hasDaemon()) return null
  return 'The tests of notifications need the program dbus-daemon: install the package that brings it (Debian: dbus).'
}

async function hasDaemon(): Promise<boolean> {
  return (await runCommand('dbus-daemon', ['--version'])).code === 0
}
