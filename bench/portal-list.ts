import { startDemoPortal, type DemoPortal } from './demo-portal.ts'
import { percentile, report } from './report.ts'

const sessions = 1_000_000
const rounds = 15
const day = 86_400_000

type Query = Readonly<Record<string, string | number | boolean | readonly number[]>>
type Portal = Pick<DemoPortal, 'webhook' | 'control'>

/** The demo portal's command, on its own, with a million dialogs: how soon it serves, what it takes, how fast its lists are. */
export async function portalList(): Promise<boolean> {
  const started = performance.now()
  const address = await startDemoPortal('--sessions', String(sessions), '--rate', '0')
  try {
    const start = (performance.now() - started) / 1000
    const now = Date.now()
    const lists = await timesOf(address, 'imopenlines.v2.Session.list', listQueries(now))
    const ratings = await timesOf(address, 'imopenlines.v2.Session.Rating.list', ratingQueries(now))
    const totals = await timesOf(address, 'imopenlines.v2.Stat.get', totalQueries(now))
    const results = [
      report({ name: 'portal-list start', value: start, unit: 's', bar: 15, n: 1 }),
      report({ name: 'portal-list Session.list', value: percentile(lists, 0.5), unit: 'ms p50', bar: 30, n: lists.length }),
      report({ name: 'portal-list Session.list', value: percentile(lists, 0.95), unit: 'ms p95', bar: 30, n: lists.length }),
      report({ name: 'portal-list Rating.list', value: percentile(ratings, 0.95), unit: 'ms p95', bar: 30, n: ratings.length }),
      report({ name: 'portal-list Stat.get', value: percentile(totals, 0.95), unit: 'ms p95', bar: 150, n: totals.length }),
      report({ name: 'portal-list memory', value: await mostMemory(address), unit: 'MB', bar: 1000, n: 1 }),
    ]
    return results.every(Boolean)
  } finally {
    await address.close()
  }
}

/** What a first sync, the upkeep, a supervisor's filters and a report ask, from the newest page to the last one that an offset reaches. */
function listQueries(now: number): readonly Query[] {
  const created = (from: number, to = 0) => ({ dateCreateFrom: iso(now - from * day), dateCreateTo: iso(now - to * day) })
  const closed = (from: number, to = 0) => ({ dateCloseFrom: iso(now - from * day), dateCloseTo: iso(now - to * day) })
  const far = { offset: 10_000, limit: 200 }
  return [
    {},
    { limit: 200, orderDirection: 'asc' },
    { ...created(30), ...far },
    { ...created(365, 1), ...far },
    { ...created(400, 380), ...far, orderDirection: 'asc' },
    { status: 'new', limit: 200 },
    { status: 'answered', limit: 200 },
    { status: 'paused', limit: 200 },
    { status: 'spam', ...far },
    { closeReason: 'replyLimit', ...far },
    { dateCloseFrom: iso(now - day / 24), limit: 200 },
    { ...closed(1), order: 'dateClose', limit: 200 },
    { ...closed(60, 30), order: 'dateClose', orderDirection: 'asc', ...far },
    { ...closed(365), order: 'dateClose', operatorId: 11, ...far },
    { ...created(30), order: 'waitAnswer', limit: 200 },
    { ...created(365), order: 'waitAnswer', ...far },
    { ...created(365), order: 'waitClose', operatorId: 11, ...far },
    { ...closed(365), order: 'waitClose', orderDirection: 'asc', status: 'closed', configId: 30, ...far },
    { operatorId: 11, ...far },
    { operatorIdList: [15, 42, 28], ...far },
    { operatorId: 17, limit: 200 },
    { configIdList: [22, 30], ...far },
    { source: 'ok', ...far },
    { vote: 'dislike', ...far },
    { vote: 'any', hasVoteHead: 'N', ...far },
    { ...created(30), vote: 'dislike', hasVoteHead: false, limit: 200 },
    { hasVoteHead: true, ...far },
    { ...created(90), kpiFirstAnswer: false, limit: 200 },
    { ...created(365), kpiFirstAnswer: true, operatorId: 33, ...far },
    { waitAnswerFrom: 3600, ...far },
  ]
}

function ratingQueries(now: number): readonly Query[] {
  const voted = (from: number) => ({ dateVoteFrom: iso(now - from * day), dateVoteTo: iso(now) })
  return [{ ...voted(1), limit: 200 }, { ...voted(30), vote: 'dislike', limit: 200 }, { ...voted(365), offset: 10_000, limit: 200 }]
}

function totalQueries(now: number): readonly Query[] {
  return [1, 30, 365].flatMap(days => {
    const period = { dateFrom: iso(now - days * day), dateTo: iso(now) }
    return [period, { ...period, operatorId: 11 }]
  })
}

async function timesOf(portal: Portal, method: string, queries: readonly Query[]): Promise<readonly number[]> {
  const all = queries.map(query => ({ query, times: [] as number[] }))
  for (let round = 0; round < rounds; round++) {
    for (const { query, times } of all) {
      const started = performance.now()
      const { result } = await post(portal.webhook + method, query)
      times.push(performance.now() - started)
      if (result === undefined) throw new Error(`${method} ${JSON.stringify(query)} was refused`)
    }
  }
  if (process.env['BENCH_DETAIL']) {
    for (const { query, times } of all.toSorted((a, b) => percentile(b.times, 0.95) - percentile(a.times, 0.95))) console.error(percentile(times, 0.95).toFixed(1), JSON.stringify(query))
  }
  return all.flatMap(({ times }) => times)
}

/** Megabytes; the most there has been since the start. */
async function mostMemory(portal: Portal): Promise<number> {
  return Number((await post(`${portal.control}/stats`, {}))['mostRssBytes']) / 1e6
}

async function post(url: string, body: Query): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return await response.json() as Record<string, unknown> // Both ends of the demo portal answer with objects.
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
