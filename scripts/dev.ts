import { spawn, type ChildProcess } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { electronObstacle, installedElectron } from './electron-binary.ts'
import { root } from './project.ts'

// Electron with a development server where there is Electron; else the browser face, built and started anew after every
// change, with a fresh link each time. Arguments go to the program: npm run dev -- --demo

const RESTART_AFTER_MS = 300
const args = process.argv.slice(2)

function run(...command: readonly string[]): ChildProcess {
  return spawn(process.execPath, [...command], { cwd: root, stdio: 'inherit' })
}

function developInElectron(): void {
  const electronVite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  run(electronVite, 'dev', '--', ...args).once('exit', code => process.exit(code ?? 0))
}

function developInBrowser(): void {
  const start = (...more: readonly string[]) => run(join(root, 'scripts', 'start.ts'), '--browser', ...more, ...args)
  let host = start()
  let timer: NodeJS.Timeout | undefined

  watch(join(root, 'src'), { recursive: true }, (_event, name) => {
    if (name === null || /\.test\.tsx?$/.test(name)) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      // The profile is free only when the old one has ended. A second window each time would be too many.
      whenEnded(host, () => { host = start('--no-open') })
    }, RESTART_AFTER_MS)
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => whenEnded(host, () => process.exit(0)))
}

/** Ends it if it still runs; after a change that does not compile there is nothing to end. */
function whenEnded(child: ChildProcess, next: () => void): void {
  if (child.exitCode !== null || child.signalCode !== null) return next()
  child.once('exit', next)
  child.kill()
}

const obstacle = electronObstacle({ platform: process.platform, env: process.env, isRoot: process.getuid?.() === 0 })
if (installedElectron() !== null && obstacle === null) developInElectron()
else developInBrowser()
