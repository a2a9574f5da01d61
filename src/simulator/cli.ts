import { parseArgs } from 'node:util'
import { parseFault } from './rest/fault-input.ts'
import { startPortal } from './server.ts'
import { generations } from './settings.ts'
import { isZoneName } from './time-zone.ts'
import type { PortalOptions } from './server.ts'
import type { SettingsOptions } from './settings.ts'
import type { TimeZone } from './time-zone.ts'

const usage = `Demo portal: a Bitrix24-like REST server on this computer, with invented data.

  --port N       port on 127.0.0.1 (default: any free one)
  --sessions N   how many past dialogs to invent (default 5000)
  --seed S       same seed, same data (default 1)
  --pace P       speed of live activity, 0 = none (default 1: a new dialog about every 20 s)
  --journal FILE keep what happens here, and carry on from it next time
  --generation G classic = an older portal without the statistics methods (default statistics)
  --plan P       basic = no reports and no ratings by supervisors; pro; ent = wider limits (default pro)
  --no-crm       the CRM scope is granted to nobody
  --time-zone Z  minutes ahead of UTC (default 180), or a name like America/New_York
  --rate N       requests a second that the limiter lets through for good, 0 = no limit (default 2)
  --burst N      how many at once before it refuses (default 50)
  --fault F      something that goes wrong, e.g. slow,ms=200,maxMs=900 or limit,times=3,method=batch; may be given
                 several times; docs/testing.md lists them
  --skew MS      how far the portal's clock is off; --skew=-MS for one that is slow
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
      generation: { type: 'string' },
      plan: { type: 'string' },
      'no-crm': { type: 'boolean' },
      'time-zone': { type: 'string' },
      rate: { type: 'string' },
      burst: { type: 'string' },
      fault: { type: 'string', multiple: true },
      skew: { type: 'string' },
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
    generation: choice(values.generation, 'generation', generations),
    ...plan(choice(values.plan, 'plan', ['pro', 'basic', 'ent'])),
    crm: values['no-crm'] !== true,
    timeZone: timeZone(values['time-zone']),
    ...rate(values),
    faults: (values.fault ?? []).map(parseFault),
    clockSkew: number(values.skew, 'skew', 0, { whole: true, least: -1e12, most: 1e12 }),
  }
}

/** Unless told, the limits are those of the plan. */
function rate({ rate: drain, burst }: { readonly rate?: string; readonly burst?: string }): Pick<PortalOptions, 'rate'> {
  if (drain === undefined && burst === undefined) return {}
  const drainPerSecond = number(drain, 'rate', 2, { whole: false, most: 1e6 })
  return { rate: drainPerSecond === 0 ? { drainPerSecond: 1e9, burst: 1e9 } : { drainPerSecond, burst: number(burst, 'burst', 50, { whole: true, least: 1, most: 1e6 }) } }
}

function number(text: string | undefined, name: string, otherwise: number, { whole, least = 0, most }: { readonly whole: boolean; readonly least?: number; readonly most: number }): number {
  if (text === undefined) return otherwise
  const value = Number(text)
  if (text.trim() === '' || Number.isNaN(value) || value < least || value > most || (whole && !Number.isInteger(value))) {
    throw new Error(`--${name} must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}, not "${text}"`)
  }
  return value
}

function timeZone(text: string | undefined): TimeZone {
  return text !== undefined && /^[A-Za-z]/.test(text) && isZoneName(text) ? text : number(text, 'time-zone', 180, { whole: true, least: -720, most: 840 })
}

/** The first choice is what goes without saying. */
function choice<T extends string>(text: string | undefined, name: string, choices: readonly [T, ...T[]]): T {
  const found = text === undefined ? choices[0] : choices.find((item) => item === text)
  if (found === undefined) throw new Error(`--${name} must be one of: ${choices.join(', ')}, not "${text}"`)
  return found
}

function plan(name: 'pro' | 'basic' | 'ent'): SettingsOptions {
  return name === 'basic' ? { statistics: false, headVote: false, license: 'std' } : { license: name }
}

async function main(): Promise<void> {
  const options = readOptions()
  if (options === null) {
    process.stdout.write(usage)
    return
  }
  const portal = await startPortal(options)
  const { url, webhook, webhooks, clientId, clientSecret, controlUrl } = portal
  process.stdout.write(`${JSON.stringify({ url, webhook, webhooks, clientId, clientSecret, control: controlUrl })}\n`)
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
