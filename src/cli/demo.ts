import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Alert } from '#contract/alerts.ts'
import { channelName } from '#contract/channels.ts'
import type { Input, MethodName, Output } from '#contract/contract.ts'
import { defaultColumns, viewFilters, type DialogRow } from '#contract/dialogs.ts'
import type { NotificationRequest } from '#core/ports.ts'
import type { Engine } from '#engine/engine-api.ts'
import { startEngine } from '#engine/start-engine.ts'
import { demoDefaults } from '#infra/profile/engine-defaults.ts'
import { until } from './engine-events.ts'
import { createHeadlessShell } from './headless-shell.ts'

function step(text: string): void {
  console.log(`\n— ${text}`)
}

function must(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message)
}

async function ask<M extends MethodName>(engine: Engine, name: M, payload: Input<M>): Promise<Output<M>> {
  const reply = await engine.dispatch(name, payload)
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code}: ${reply.error.message}`)
  return reply.value as Output<M> // The engine answers what the contract says of this method.
}

type DemoPortal = { readonly webhook: string; readonly controlUrl: string }

async function post(url: string, body: unknown): Promise<Record<string, unknown>> {
  const reply = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return await reply.json() as Record<string, unknown>
}

function line(row: DialogRow): string {
  const rating = row.clientRating === null ? '—' : row.clientRating === 1 ? 'dislike' : 'like'
  const cells = [String(row.id), row.clientName ?? '—', row.operatorName ?? '—', channelName(row.source, 'en'), row.status, rating]
  return `  ${cells.map((cell, i) => cell.slice(0, 24).padEnd([8, 26, 24, 18, 10, 8][i] ?? 10)).join('')}`
}

/** The whole job once, without a window: what a person would do by hand, against the demo portal over HTTP. */
async function demo(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-demo-'))
  const notified: NotificationRequest[] = []
  const started = await startEngine({
    workerUrl: new URL('../engine/worker.ts', import.meta.url),
    checkOutput: true,
    config: {
      version: 'demo', profileDir: join(folder, 'profile'), exportsDir: join(folder, 'exports'), locale: 'en',
      // Nobody is there to take a rating back.
      settings: { review: { holdSeconds: 0 } },
      demoPortal: { entry: new URL('../simulator/worker.ts', import.meta.url).href, ...demoDefaults }, pollSeconds: 3,
    },
    shell: createHeadlessShell(request => { notified.push(request) }),
    onCrash: message => { throw new Error(message) },
  })
  if (!started.ok) throw new Error(started.error.message)
  const engine = started.value
  try {
    await walkThrough(engine, folder, notified)
  } finally {
    await engine.close()
  }
}

async function walkThrough(engine: Engine, folder: string, notified: NotificationRequest[]): Promise<void> {
  step('Starting the demo portal and signing in')
  const synced = await until(engine, 'sync.progress', state => state.phase === 'live', async () => {
    const account = await ask(engine, 'account.signInDemo', {})
    console.log(`  Signed in as ${account.userName}`)
  })
  console.log(`  ${synced.sessions} dialogs in the local copy`)

  step('The list, newest first')
  const index = await ask(engine, 'dialogs.index', { filter: {}, sort: {}, limit: 500 })
  const rows = await ask(engine, 'dialogs.rows', index.ids)
  for (const row of rows.slice(0, 8)) console.log(line(row))
  const { review, low, open, all = 0 } = await ask(engine, 'views.counts', {})
  console.log(`  To review ${review} · Low ratings ${low} · Open now ${open} · All ${all}`)
  must(all > 0 && rows.length > 0, 'the list is empty')

  const portal = JSON.parse(readFileSync(join(folder, 'profile', 'demo', 'portal.json'), 'utf8')) as DemoPortal
  await rateOne(engine, rows, portal)
  await waitForLowRating(engine, portal, notified)
  await exportLow(engine)
}

async function rateOne(engine: Engine, rows: readonly DialogRow[], portal: DemoPortal): Promise<void> {
  const dialog = rows.find(row => row.status === 'closed' && row.supervisorRating === null)
  must(dialog !== undefined, 'no closed dialog waits for a rating')
  const rating = { rating: 2, comment: 'Late first answer, question left open' }
  step(`Rating dialog ${dialog.id} with ${rating.rating} and a comment`)
  await until(engine, 'outbox.changed', summary => summary.unsent === 0, () => ask(engine, 'ratings.submit', { sessionId: dialog.id, ...rating }))
  const { result } = await post(`${portal.webhook}imopenlines.session.history.get.json`, { SESSION_ID: dialog.id })
  const held = result as { sessionVoteHead: number; sessionCommentHead: string }
  console.log(`  The portal holds ${held.sessionVoteHead}: “${held.sessionCommentHead}”`)
  must(held.sessionVoteHead === rating.rating && held.sessionCommentHead === rating.comment, 'the portal does not hold the rating')
}

async function waitForLowRating(engine: Engine, portal: DemoPortal, notified: NotificationRequest[]): Promise<void> {
  step('A client of the portal leaves a dislike; waiting for the alert')
  const before = notified.length
  let sessionId: unknown
  const raised = async (): Promise<Alert | undefined> => (await ask(engine, 'alerts.list', {})).find(one => one.sessionId === sessionId)
  await until(engine, 'alerts.changed', ({ open }) => open > 0, async () => {
    ({ sessionId } = await post(`${portal.controlUrl}/vote`, { vote: 'dislike' }))
  })
  // Another client of the living portal may have been first.
  if (await raised() === undefined) await until(engine, 'alerts.changed', () => true, async () => {})
  const alert = await raised()
  must(alert !== undefined, `dialog ${String(sessionId)} raised no alert`)
  console.log(`  Alert: dialog ${alert.sessionId}, ${alert.clientName ?? 'unknown client'}, ${alert.operatorName ?? 'no operator'}, ${alert.lineName ?? ''}`)
  must(notified.length > before, 'nothing was notified')
  for (const { title, body } of notified.slice(before)) console.log(`  Notification: ${title} — ${body}`)
}

async function exportLow(engine: Engine): Promise<void> {
  step('Exporting the low ratings')
  const filter = viewFilters.low
  const run = await until(engine, 'exports.progress', ({ state }) => state !== 'running', () =>
    ask(engine, 'exports.start', { filter, sort: { column: 'ratedAt' }, columns: [...defaultColumns] }))
  must(run.state === 'done' && run.rows === run.total && run.rows > 0, `the export ended as ${run.state} with ${run.rows} of ${run.total} rows`)
  console.log(`  ${run.rows} rows in ${run.path}`)
}

try {
  await demo()
  console.log('\nEvery step held.')
} catch (error) {
  console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
