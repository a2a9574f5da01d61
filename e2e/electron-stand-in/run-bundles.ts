import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import type { FetchReply, FromMain, Look, Request } from './messages.ts'

const root = join(import.meta.dirname, '..', '..')
/** Chromium refuses schemes that it does not know, so the page gets a name that leads nowhere and is answered by us. */
const ORIGIN = 'https://ui.localhost'
const APP = 'app://ui'

export type Bundles = {
  readonly ask: (request: Request) => Promise<unknown>
  readonly look: () => Promise<Look>
  /** The window's page: the built preload and renderer in Chromium, wired to the built main process. */
  readonly openPage: (context: BrowserContext) => Promise<Page>
  readonly output: () => string
  /** Quits as the user would; answers the exit code. */
  readonly quit: () => Promise<number | null>
  readonly kill: () => void
}

type Options = { readonly profileDir: string; readonly args?: readonly string[]; readonly env: Readonly<Record<string, string>> }

/** Runs out/main/index.js in Node with the stand-in for Electron. */
export async function runBundles({ profileDir, args = [], env }: Options): Promise<Bundles> {
  const child = fork(join(root, 'out/main/index.js'), ['--profile', profileDir, '--poll', '1', ...args], {
    cwd: root, env: { ...process.env, ...env }, execArgv: ['--import', join(root, 'e2e/electron-stand-in/hook.ts')], stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const waiting = new Map<number, (value: unknown) => void>()
  const mailbox = createMailbox()
  let output = ''
  let lastId = 0
  child.stdout?.on('data', (text: Buffer) => { output += text.toString() })
  child.stderr?.on('data', (text: Buffer) => { output += text.toString() })
  child.on('message', (message: FromMain) => {
    if (message.kind === 'reply') waiting.get(message.id)?.(message.value)
    else mailbox.put([message.channel, ...message.args])
  })

  function ask(request: Request): Promise<unknown> {
    const id = ++lastId
    return new Promise((resolve, reject) => {
      waiting.set(id, resolve)
      child.send({ id, request }, error => { if (error) reject(error) })
    })
  }

  async function openPage(context: BrowserContext): Promise<Page> {
    const page = await context.newPage()
    await page.route(`${ORIGIN}/**`, async route => {
      const url = route.request().url().replace(ORIGIN, APP)
      const { status, headers, body } = await ask({ kind: 'fetch', url, method: route.request().method() }) as FetchReply
      await route.fulfill({ status, headers, body: Buffer.from(body, 'base64') })
    })
    await page.exposeBinding('standInInvoke', ({ frame }, channel: string, ...rest: unknown[]) => ask({
      kind: 'invoke', channel, args: rest, frame: { url: frame.url().replace(ORIGIN, APP), isTop: frame.parentFrame() === null },
    }))
    await page.exposeBinding('standInNextEvents', () => mailbox.take())
    await page.addInitScript({ content: preloadScript() })
    await page.goto(`${ORIGIN}/`)
    return page
  }

  async function quit(): Promise<number | null> {
    if (child.exitCode !== null) return child.exitCode
    const exited = once(child, 'exit')
    child.send({ id: 0, request: { kind: 'quit' } })
    const [code] = await exited as [number | null]
    return code
  }

  return { ask, look: async () => await ask({ kind: 'look' }) as Look, openPage, output: () => output, quit, kill: () => void child.kill('SIGKILL') }
}

/** Events wait here for the page, which fetches them: pushing them into a page that is just loading loses some. */
function createMailbox() {
  let events: unknown[][] = []
  let waiting: ((events: unknown[][]) => void) | null = null

  function put(event: unknown[]): void {
    events.push(event)
    hand()
  }

  function hand(): void {
    if (!waiting || events.length === 0) return
    waiting(events)
    waiting = null
    events = []
  }

  /** A page that was loaded anew takes the place of the one before. */
  function take(): Promise<unknown[][]> {
    waiting?.([])
    return new Promise(resolve => {
      waiting = resolve
      hand()
    })
  }

  return { put, take }
}

/** The built preload with the few things that a sandboxed preload may `require`. */
function preloadScript(): string {
  const built = readFileSync(join(root, 'out/preload/index.cjs'), 'utf8')
  return `(() => {
    const listeners = []
    const follow = async () => {
      for (;;) {
        for (const [channel, ...args] of await window.standInNextEvents()) {
          for (const [name, listener] of listeners) if (name === channel) listener({ sender: 'secret' }, ...args)
        }
      }
    }
    void follow()
    const given = {
      contextBridge: { exposeInMainWorld: (name, value) => { window[name] = Object.freeze(value) } },
      ipcRenderer: {
        invoke: (channel, ...args) => window.standInInvoke(channel, ...args),
        on: (channel, listener) => listeners.push([channel, listener]),
      },
    }
    const require = name => { if (name !== 'electron') throw new Error('a sandboxed preload cannot require ' + name); return given }
    ;(function (require) {
      ${built}
    })(require)
  })()`
}
