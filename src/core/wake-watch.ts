import type { Clock, Timer } from './ports.ts'

export type WakeWatchDeps = {
  readonly clock: Clock
  readonly monotonic: Clock
  readonly timer: Timer
  readonly random: () => number
  readonly onWake: () => void
}

const tickMs = 15_000
const gapMs = 60_000
/** Desks behind one address wake together in the morning. */
const jitterMs = 5000

/**
 * Notices that this computer has slept, or that its clock was set: both show as time that passed on one clock alone, or
 * as a timer that is far too late. The system's own signals for this are not reliable everywhere.
 */
export function watchWakes({ clock, monotonic, timer, random, onWake }: WakeWatchDeps): { readonly stop: () => void } {
  let callOff = (): void => {}
  let before = { wall: clock(), own: monotonic() }

  function tick(): void {
    const now = { wall: clock(), own: monotonic() }
    const own = now.own - before.own
    const gap = Math.abs(now.wall - before.wall - own) > gapMs || own - tickMs > gapMs
    before = now
    callOff = gap ? timer(random() * jitterMs, wake) : timer(tickMs, tick)
  }

  function wake(): void {
    onWake()
    tick()
  }

  callOff = timer(tickMs, tick)
  return { stop: () => { callOff() } }
}
