import { createLoop } from '../loop.ts'
import type { Emit, Log, Timer } from '../ports.ts'
import type { SessionStore } from './session-store.ts'

const perStep = 50
const restMs = 200

export type DigestJob = ReturnType<typeof createDigestJob>

/**
 * Makes what an older version has stored searchable and measures its conversations, a little at a time so that nothing
 * else waits. It goes on where it was at the next start: what is done says so itself.
 */
export function createDigestJob({ sessions, timer, emit, log, afterThrow }: {
  readonly sessions: Pick<SessionStore, 'digestSome'>
  readonly timer: Timer
  readonly emit: Emit
  readonly log: Log
  /** How long to rest after what a full disk throws; null for anything else. */
  readonly afterThrow?: (error: unknown) => number | null
}) {
  let done = 0

  async function step(): Promise<number | null> {
    const found = sessions.digestSome(perStep)
    done += found
    if (found > 0) return restMs
    if (done > 0) {
      log('digest.done', { sessions: done })
      emit('dialogs.changed', { ids: [], all: true })
    }
    done = 0
    return null
  }

  const { wake, stop } = createLoop(timer, step, afterThrow)
  return { start: wake, stop }
}
