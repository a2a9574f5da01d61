import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { checkTypes } from './check-types.ts'
import { build } from './ensure-build.ts'
import { dbusProblem } from './ensure-dbus.ts'
import { ensureTestBrowser } from './find-browser.ts'
import { lockProblems } from './lock-problems.ts'
import { root } from './project.ts'
import { runCommand } from './run-command.ts'
import { readPlaywrightReport, readVitestReport, type PlaywrightReport, type StepResult, type VitestReport } from './test-reports.ts'

const modules = join(root, 'node_modules')
const reports = join(root, '.tmp')

/** In this order: the cheap and telling ones first. `npm test -- lint unit` runs only those. */
const steps: Readonly<Record<string, () => Promise<StepResult>>> = { types, lint, lock, unit, build: production, e2e }

async function types(): Promise<StepResult> {
  return oneItem(await checkTypes())
}

async function lint(): Promise<StepResult> {
  const { code, output } = await runCommand('node', [join(modules, 'oxlint', 'bin', 'oxlint'), '--deny-warnings'])
  return oneItem(code === 0 ? [] : [output])
}

async function lock(): Promise<StepResult> {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8')
  // The cast is safe enough: a lock of another shape has no packages and fails in `npm ci` before this.
  return oneItem(lockProblems((JSON.parse(text) as { packages: Parameters<typeof lockProblems>[0] }).packages))
}

async function unit(): Promise<StepResult> {
  const missing = await dbusProblem()
  if (missing !== null) return oneItem([missing])
  const file = join(reports, 'vitest.json')
  const { code, output } = await runCommand('node', [join(modules, 'vitest', 'vitest.mjs'), 'run', '--reporter=json', `--outputFile=${file}`])
  return withReport<VitestReport>({ file, code, output, read: readVitestReport })
}

async function production(): Promise<StepResult> {
  try {
    await build()
    return oneItem([])
  } catch (error) {
    return oneItem([error instanceof Error ? error.message : String(error)])
  }
}

async function e2e(): Promise<StepResult> {
  const browser = await ensureTestBrowser()
  if ('problem' in browser) return oneItem([browser.problem])
  const file = join(reports, 'playwright.json')
  const { code, output } = await runCommand('node', [join(modules, '@playwright', 'test', 'cli.js'), 'test', '--reporter=json'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file, LINEWATCH_BROWSER: browser.path },
  })
  return withReport<PlaywrightReport>({ file, code, output, read: readPlaywrightReport })
}

function oneItem(failures: readonly string[]): StepResult {
  return failures.length === 0 ? { passed: 1, failed: 0, skipped: 0, failures } : { passed: 0, failed: 1, skipped: 0, failures }
}

type ReportSource<R> = { readonly file: string; readonly code: number | null; readonly output: string; readonly read: (report: R) => StepResult }

/** The runner's own verdict has the last word: a run that failed with no failed test in it has still failed. */
function withReport<R>({ file, code, output, read }: ReportSource<R>): StepResult {
  let result: StepResult
  try {
    // The cast is safe: the runner has just written this file.
    result = read(JSON.parse(readFileSync(file, 'utf8')) as R)
  } catch {
    return oneItem([`There is no report of this run.\n${output}`])
  }
  if (code === 0 || result.failed > 0) return result
  return { ...result, failed: 1, failures: [...result.failures, output] }
}

async function main(): Promise<number> {
  const chosen = process.argv.slice(2)
  const unknown = chosen.find(name => !Object.hasOwn(steps, name))
  if (unknown !== undefined) {
    console.error(`There is no step "${unknown}": the steps are ${Object.keys(steps).join(', ')}.`)
    return 2
  }
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  const total = { passed: 0, failed: 0 }
  for (const [name, run] of Object.entries(steps)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue
    const startedAt = performance.now()
    const { passed, failed, skipped, failures } = await run()
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    const left = skipped > 0 ? `, ${skipped} skipped` : ''
    console.log(`${name.padEnd(6)} ${passed} passed, ${failed} failed${left} (${seconds} s)`)
    for (const failure of failures) console.log(`\n${stripVTControlCharacters(failure).trim()}\n`)
    total.passed += passed
    total.failed += failed
  }
  console.log(`${total.passed} passed, ${total.failed} failed`)
  return total.failed > 0 || total.passed === 0 ? 1 : 0
}

process.exitCode = await main()
