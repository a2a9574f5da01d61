import { parseArgs } from 'node:util'
import { startPortal } from './server.ts'
import type { PortalOptions } from './server.ts'

const usage = `Demo portal: a Bitrix24-like REST server on this computer, with invented data.

  --port N       port on 127.0.0.1 (default: any free one)
  --sessions N   how many past dialogs to invent (default 5000)
  --seed S       same seed, same data (default 1)
  --pace P       speed of live activity, 0 = none (default 1: a new dialog about every 20 s)
  --journal FILE keep what happens here, and carry on from it next time
  --help
`

function readOptions(): PortalOptions | null {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      sessions: { type: 'string' },
      seed: { type: 'string' },
      pace: { type: 'string' },
      journal: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help === true) return null
  return {
    port: number(values.port, 'port', 0, { whole: true, most: 65_535 }),
    sessions: number(values.sessions, 'sessions', 5000, { whole: true, most: 5_000_000 }),
    seed: number(values.seed, 'seed', 1, { whole: true, most: Number.MAX_SAFE_INTEGER }),
    pace: number(values.pace, 'pace', 1, { whole: false, most: 1000 }),
    ...(values.journal === undefined ? {} : { journalFile: values.journal }),
  }
}

function number(text: string | undefined, name: string, otherwise: number, { whole, most }: { readonly whole: boolean; readonly most: number }): number {
  if (text === undefined) return otherwise
  const value = Number(text)
  if (text.trim() === '' || Number.isNaN(value) || value < 0 || value > most || (whole && !Number.isInteger(value))) {
    throw new Error(`--${name} must be a ${whole ? 'whole ' : ''}number from 0 to ${most}, not "${text}"`)
  }
  return value
}

async function main(): Promise<void> {
  const options = readOptions()
  if (options === null) {
    process.stdout.write(usage)
    return
  }
  const portal = await startPortal(options)
  const { url, webhook, clientId, clientSecret, controlUrl } = portal
  process.stdout.write(`${JSON.stringify({ url, webhook, clientId, clientSecret, control: controlUrl })}\n`)
  let isClosing = false
  const stop = () => {
    if (isClosing) return
    isClosing = true
    void portal.close().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

main().catch((error: unknown) => {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  const text = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  process.stderr.write(`${taken ? 'The port is already in use. Choose another one with --port.' : text}\n`)
  process.exit(1)
})
