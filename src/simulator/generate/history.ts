import { lines } from '../data/company.ts'
import { createRng } from '../rng.ts'
import { minutesAhead } from '../time-zone.ts'
import type { Rng } from '../rng.ts'
import type { Store } from '../store.ts'
import type { Channel, Line } from '../types.ts'
import type { TimeZone } from '../time-zone.ts'

const DAY = 86_400
const MONTHS_BACK = 24
const HISTORY_HOURS = Math.round(MONTHS_BACK * 30.44 * 24)
/** The last stretch is denser, so that a fresh portal always has open and paused dialogs to show. Seconds. */
const RECENT = 8 * 3600
const LATEST = 50 * 60

/** Relative load by hour of the portal's day. */
const byHour = [4, 3, 2, 2, 2, 3, 6, 14, 30, 58, 82, 88, 80, 72, 76, 80, 78, 74, 70, 62, 50, 34, 18, 9]
/** From Sunday to Saturday. */
const byWeekday = [0.45, 1.18, 1.1, 1.05, 1.03, 1.12, 0.6]

/** Fills an empty store with `count` sessions that end at the anchor (epoch seconds), oldest first. */
export function generateHistory(store: Store, count: number, anchor: number): void {
  const { seed, timeZone } = store.context
  const recent = Math.min(count, Math.max(24, Math.min(60, Math.round(count * 0.012))))
  const cumulative = cumulativeLoad(anchor - RECENT, timeZone)
  const total = cumulative[cumulative.length - 1] ?? 1
  let hour = 0
  let previous = 0
  for (let n = 0; n < count; n += 1) {
    const rng = createRng(seed, 'created', n)
    let created: number
    if (n < count - recent) {
      // Evenly spread shares of the whole load keep the times in order without sorting.
      const share = ((n + rng.next()) / (count - recent)) * total
      while (hour < cumulative.length - 1 && share >= (cumulative[hour] ?? 0)) hour += 1
      const low = hour === 0 ? 0 : (cumulative[hour - 1] ?? 0)
      const within = (share - low) / ((cumulative[hour] ?? 0) - low)
      created = Math.floor(anchor - RECENT - (cumulative.length - hour - within) * 3600)
    } else {
      created = Math.floor(anchor - secondsBeforeAnchor((n - (count - recent) + rng.next()) / recent))
    }
    previous = Math.max(previous, created)
    addSession(store, previous, anchor)
  }
  store.sealGenerated()
}

/** A quarter of the recent dialogs fills the hours before, the rest crowds ever denser towards the anchor: the last ones wait for an answer. */
function secondsBeforeAnchor(progress: number): number {
  if (progress < 0.25) return RECENT - (progress / 0.25) * (RECENT - LATEST)
  const left = (1 - progress) / 0.75
  return left ** 2 * LATEST
}

/** Load of every hour of the history, added up: weekday and hour rhythm, mild growth, a busier winter holiday season. */
function cumulativeLoad(end: number, timeZone: TimeZone): Float64Array {
  const sums = new Float64Array(HISTORY_HOURS)
  let sum = 0
  for (let hour = 0; hour < HISTORY_HOURS; hour += 1) {
    const middle = end - (HISTORY_HOURS - hour - 0.5) * 3600
    const date = new Date((middle + minutesAhead(timeZone, middle) * 60) * 1000)
    const season = date.getUTCMonth() >= 10 ? 1.3 : 1
    const growth = 1 + (0.7 * hour) / HISTORY_HOURS
    sum += (byHour[date.getUTCHours()] ?? 1) * (byWeekday[date.getUTCDay()] ?? 1) * season * growth
    sums[hour] = sum
  }
  return sums
}

function addSession(store: Store, created: number, anchor: number): void {
  const index = store.add(drawNewSession(store, createRng(store.context.seed, 'session', store.size()), created))
  const plan = store.plan(index)
  for (const step of plan.steps) {
    if (created + step.at > anchor) break
    store.applyStep(index, step, created + step.at)
  }
  const closed = store.columns.get('closed', index)
  if (closed === 0) return
  if (plan.vote !== null && closed + plan.vote.afterClose <= anchor) store.setVote(index, closed + plan.vote.afterClose, plan.vote.value)
  if (plan.headVote !== null && closed + plan.headVote.afterClose <= anchor) {
    store.setHeadVote(index, plan.headVote.rating, plan.headVote.comment)
  }
}

/** Who writes, where and through which channel. A quarter of the dialogs come from people who have written before. */
export function drawNewSession(store: Store, rng: Rng, created: number): { created: number; line: Line; channel: Channel; client: number } {
  const { columns } = store
  if (store.size() > 20 && rng.chance(0.26)) {
    const earlier = store.size() - 1 - Math.floor(rng.next() ** 2 * Math.min(store.size(), 3000))
    const client = columns.get('client', earlier)
    const last = store.latestOfClient(client) ?? earlier
    const lastClosed = columns.get('closed', last)
    // One chat holds one open session at a time; people who were called spam do not come back.
    if (lastClosed !== 0 && lastClosed + 600 < created && created - lastClosed < 180 * DAY && store.status(last) !== 'spam') {
      const { line, channel } = store.facts(last)
      return { created, line, channel, client }
    }
  }
  const line = rng.weighted(lines.map((item) => [item, item.weight] as const))
  return { created, line, channel: rng.weighted(line.channels), client: store.clientCount() }
}
