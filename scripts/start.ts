import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runBrowserHost } from '../src/browser-host/run-browser-host.ts'
import { startEngine } from '../src/engine/start-engine.ts'
import { demoDefaults, POLL_SECONDS } from '../src/infra/profile/engine-defaults.ts'
import { profileFolders } from '../src/infra/profile/profile-folders.ts'
import { electronBinary, electronObstacle } from './electron-binary.ts'
import { ensureBuild } from './ensure-build.ts'
import { projectVersion, root } from './project.ts'
import { runElectron } from './run-electron.ts'
import { parseStartOptions, startHelp, type StartOptions } from './start-options.ts'

async function start(): Promise<number> {
  const parsed = parseStartOptions(process.argv.slice(2))
  if ('problem' in parsed) {
    console.error(parsed.problem)
    return 2
  }
  if ('help' in parsed) {
    console.log(startHelp)
    return 0
  }
  try {
    await ensureBuild()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
  return await startElectron(parsed.options) ?? startBrowser(parsed.options)
}

/** The exit code of the Electron face, or null when it cannot be had and the reason has been said. */
async function startElectron(options: StartOptions): Promise<number | null> {
  // --no-open asks for an address and --port for a port; only the browser face has either.
  if (options.browser || !options.open || options.port !== 0) return null
  const obstacle = electronObstacle({ platform: process.platform, env: process.env, isRoot: process.getuid?.() === 0 })
  if (obstacle !== null) return sayInstead(obstacle)
  const binary = await electronBinary()
  if ('missing' in binary) return sayInstead(`Electron is not on this computer and could not be downloaded (${binary.missing})`)
  const args = [
    ...(options.demo ? ['--demo'] : []),
    ...(options.profile === undefined ? [] : ['--profile', options.profile]),
    ...(options.poll === undefined ? [] : ['--poll', String(options.poll)]),
  ]
  const ended = await runElectron(binary.path, args)
  return 'code' in ended ? ended.code : sayInstead(`Electron could not start (${ended.failed})`)
}

function sayInstead(reason: string): null {
  console.log(`${reason}: using the browser instead.`)
  return null
}

async function startBrowser(options: StartOptions): Promise<number> {
  const source = (path: string) => pathToFileURL(join(root, 'src', path))
  return runBrowserHost({
    config: {
      version: projectVersion(),
      ...await profileFolders(options.profile),
      locale: Intl.DateTimeFormat().resolvedOptions().locale,
      demoPortal: { entry: source('simulator/worker.ts').href, ...demoDefaults },
      pollSeconds: options.poll ?? POLL_SECONDS,
    },
    rendererDir: join(root, 'out', 'renderer'),
    port: options.port,
    open: options.open,
    demo: options.demo,
    startEngine: engine => startEngine({ ...engine, workerUrl: source('engine/worker.ts') }),
  })
}

process.exit(await start())
