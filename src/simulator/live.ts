import { castVote, closeOverdue, takesVote } from './closing.ts'
import { takenSteps } from './generate/transcript.ts'
import { drawNewSession } from './generate/history.ts'
import { nowSeconds } from './portal-state.ts'
import { createRng } from './rng.ts'
import type { Step } from './generate/plan.ts'
import type { PortalState } from './portal-state.ts'
import type { Vote } from './types.ts'

/** At pace 1. Seconds. */
const BETWEEN_DIALOGS = 20
const BETWEEN_RATINGS = 30
const LONGEST_SILENCE = 75
const RATEABLE_FOR = 3 * 86_400
/** A longer leap of the clock is a computer that slept, one backwards a clock put right: life goes on from now instead of catching up or standing still. Milliseconds. */
const LONGEST_LEAP = 2 * 3600 * 1000

export type Live = { readonly tick: () => void; readonly adopt: (index: number) => void }

/**
 * Keeps the portal alive: new dialogs, the next steps of open ones, ratings. What comes next follows from the seed and
 * the state alone, and runs in order of due time, so it does not matter how often `tick` is called.
 */
export function createLive(state: PortalState, pace: number): Live {
  const { store } = state
  const { seed } = store.context
  const begin = state.clock()
  /** Epoch milliseconds at which each open session moves on. */
  const due = new Map<number, number>()
  let ratings = 0
  let lastTick = begin
  let nextDialog = begin + gap('arrival', store.size(), BETWEEN_DIALOGS)
  let nextRating = begin + gap('rating', ratings, BETWEEN_RATINGS)

  function gap(name: string, key: number, mean: number): number {
    const rng = createRng(seed, name, key, store.size())
    return Math.min(mean * 3, Math.max(mean / 5, -Math.log(1 - rng.next()) * mean)) * (1000 / pace)
  }

  function adopt(index: number): void {
    if (pace > 0) due.set(index, state.clock() + createRng(seed, 'adopt', index).between(1_000, 60_000) / pace)
  }

  function tick(): void {
    if (pace === 0) return
    const now = state.clock()
    if (now < lastTick || now - lastTick > LONGEST_LEAP) postpone(now - lastTick)
    lastTick = now
    for (;;) {
      const [soonest, at] = soonestSession()
      const next = Math.min(nextDialog, nextRating, at)
      if (next > now) return
      // Waits that ended before come first, however late this is called.
      closeOverdue(state, Math.floor(next / 1000))
      if (nextDialog <= nextRating && nextDialog <= at) openDialog()
      else if (nextRating <= at) rate()
      else moveOn(soonest, at)
    }
  }

  function postpone(ms: number): void {
    nextDialog += ms
    nextRating += ms
    for (const [index, at] of due) due.set(index, at + ms)
  }

  function soonestSession(): readonly [number, number] {
    let best: readonly [number, number] = [-1, Infinity]
    for (const entry of due) if (entry[1] < best[1]) best = entry
    return best
  }

  function openDialog(): void {
    const last = store.size() === 0 ? 0 : store.columns.get('created', store.size() - 1)
    // Sessions must stay in order of creation even when the control door has opened one in between.
    const at = Math.max(last, Math.floor(nextDialog / 1000))
    const index = store.size()
    const { line, channel, client } = drawNewSession(store, createRng(seed, 'session', index), at)
    state.commit({ type: 'open', at, id: store.id(index), lineId: line.id, channel, client, scripted: true })
    due.set(index, nextDialog)
    nextDialog += gap('arrival', store.size(), BETWEEN_DIALOGS)
  }

  function moveOn(index: number, at: number): void {
    const { steps } = store.plan(index)
    const isHandedOver = store.happenings(index).some((item) => 'handOver' in item)
    const position = nextStep(index, steps, isHandedOver)
    const step = steps[position]
    if (step === undefined || store.columns.get('closed', index) !== 0 || !store.isScripted(index)) {
      due.delete(index)
      return
    }
    const seconds = Math.max(Math.floor(at / 1000), store.columns.get('created', index))
    const substitute = isHandedOver && step.operatorId !== 0 ? { operatorId: store.columns.get('operator', index) } : {}
    state.commit({ type: 'step', at: seconds, id: store.id(index), step: position, ...substitute })
    const following = steps[position + 1]
    // Hours of silence in the script would leave a demo dead, so they shrink; short gaps stay as they are.
    if (following === undefined) due.delete(index)
    else due.set(index, at + (Math.min(LONGEST_SILENCE, following.at - step.at) * 1000) / pace)
  }

  /** Once people have passed a dialog on, the script's own hand-overs are void. */
  function nextStep(index: number, steps: readonly Step[], isHandedOver: boolean): number {
    const last = store.happenings(index).findLast((item) => 'step' in item)
    let position = last === undefined ? takenSteps(store, index, state.anchor).length : last.step + 1
    while (isHandedOver && ['assign', 'transfer', 'queue', 'line'].includes(steps[position]?.act ?? '')) position += 1
    return position
  }

  function rate(): void {
    const rng = createRng(seed, 'rate', ratings, store.size())
    const at = Math.floor(nextRating / 1000)
    const candidates = rateable(state, at)
    if (candidates.length > 0) {
      const index = rng.pick(candidates)
      castVote(state, index, voteFor(state, index, rng.next()), { at })
    }
    ratings += 1
    nextRating += gap('rating', ratings, BETWEEN_RATINGS)
  }

  for (let index = 0; index < store.size(); index += 1) {
    if (store.columns.get('closed', index) === 0 && store.isScripted(index)) adopt(index)
  }
  return { tick, adopt }
}

/** Recently closed, answered, unrated sessions of lines that ask for a rating; the latest first. */
export function rateable(state: PortalState, at = nowSeconds(state)): readonly number[] {
  const { store } = state
  const found: number[] = []
  for (let index = store.size() - 1; index >= 0 && found.length < 40; index -= 1) {
    const closed = store.columns.get('closed', index)
    if (closed !== 0 && at - closed > RATEABLE_FOR && found.length > 0) break
    if (store.isGone(index) || store.status(index) !== 'closed' || store.vote(index) !== 'none' || !store.line(index).asksForVote) continue
    if (store.columns.get('operatorAnswer', index) !== 0 && takesVote(state, index, at)) found.push(index)
  }
  return found
}

/** People who left angry dislike, people who thanked like; the rest is mixed. */
function voteFor({ store }: PortalState, index: number, dice: number): Vote {
  const { mood } = store.plan(index)
  if (mood === 'plain') return dice < 0.25 ? 'dislike' : 'like'
  return mood === 'angry' ? 'dislike' : 'like'
}
