import { parseArgs } from 'node:util'

export type StartOptions = {
  readonly demo: boolean
  readonly browser: boolean
  readonly open: boolean
  readonly port: number
  readonly profile: string | undefined
  readonly poll: number | undefined
}

export const startHelp = `Usage: npm start -- [options]

  --demo          go straight into the demo portal
  --browser       open in the browser even where Electron is at hand
  --no-open       open no window, print the address
  --port N        the port of the browser face (default: any free one)
  --profile DIR   where data is kept (default: the usual folder of this system)
  --poll SECONDS  how often the portal is asked for news (default: 10)
  --help          this text`

export type Parsed = { readonly options: StartOptions } | { readonly help: true } | { readonly problem: string }

export function parseStartOptions(args: readonly string[]): Parsed {
  let values
  try {
    values = parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        demo: { type: 'boolean', default: false },
        browser: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string' },
        profile: { type: 'string' },
        poll: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    // parseArgs explains itself in its first sentence; the rest is about positional arguments.
    return { problem: `${(error instanceof Error ? error.message : String(error)).split(/\.\s|\n/, 1)[0]}. See npm start -- --help.` }
  }
  if (values.help) return { help: true }
  const port = wholeNumber(values.port ?? '0', 0, 65_535)
  if (port === null) return { problem: `--port takes a number from 0 to 65535, not "${values.port}".` }
  const poll = values.poll === undefined ? undefined : wholeNumber(values.poll, 1, 3_600)
  if (poll === null) return { problem: `--poll takes a number of seconds from 1 to 3600, not "${values.poll}".` }
  if (values.profile === '') return { problem: '--profile takes the path of a folder.' }
  return {
    options: { demo: values.demo, browser: values.browser, open: !values['no-open'], port, profile: values.profile, poll },
  }
}

function wholeNumber(text: string, least: number, most: number): number | null {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  return number >= least && number <= most ? number : null
}
