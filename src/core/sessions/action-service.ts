import { err, type Result } from '#contract/result.ts'
import type { AfterAction, Portal, Priority, SessionSource, TransferTarget } from '../portal/portal.ts'
import type { Emit, Log } from '../ports.ts'
import type { SessionStore } from './session-store.ts'

export type DialogAction =
  | { readonly kind: 'finish' | 'finishAnother' | 'markSpam' | 'intercept' | 'join' }
  | { readonly kind: 'transfer'; readonly target: TransferTarget }

export type ActionDeps = {
  readonly portal: Pick<Portal, 'actions'>
  readonly source: () => SessionSource
  readonly sessions: SessionStore
  readonly emit: Emit
  readonly log: Log
}

export type ActionService = ReturnType<typeof createActions>

/** What a supervisor does with a running dialog: once, never repeated by itself, and then read again. */
export function createActions({ portal, source, sessions, emit, log }: ActionDeps) {
  /** `closing` is a state of the dialog, not a failure: the portal still waits for the client's rating. */
  async function run(sessionId: number, action: DialogAction, priority?: Priority): Promise<Result<AfterAction>> {
    const row = sessions.rows([sessionId])[0]
    if (!row) return err('not-found', `Dialog ${sessionId} is not in the local copy`)
    if (row.chatId === 0) return err('not-found', `The chat of dialog ${sessionId} is not known yet`)
    const done = await send(row.chatId, action, priority)
    log('dialog.action', { session: sessionId, action: action.kind, outcome: done.ok ? done.value.state : done.error.code })
    // Also after a failure: a lost answer does not say whether the portal acted.
    const changed = await readAgain(sessionId, row.createdAt, priority)
    if (done.ok && action.kind === 'markSpam' && done.value.state === 'closed') changed.push(...markSpam(sessionId))
    if (done.ok && done.value.state === 'closing') {
      sessions.setClosing(sessionId)
      changed.push(sessionId)
    }
    if (changed.length > 0) emit('dialogs.changed', { ids: [...new Set(changed)], all: false })
    return done
  }

  function send(chatId: number, action: DialogAction, priority?: Priority): Promise<Result<AfterAction>> {
    return action.kind === 'transfer' ? portal.actions.transfer(chatId, action.target, priority) : portal.actions[action.kind](chatId, priority)
  }

  /** Should this fail, the next look brings the state. */
  async function readAgain(sessionId: number, createdAt: number, priority: Priority = 'user'): Promise<number[]> {
    const found = await source().walk({ from: createdAt, to: createdAt + 1000, mark: 0 }, priority)
    return found.ok ? sessions.upsert(found.value.sessions.filter(session => session.id === sessionId)) : []
  }

  /** Only the richest source tells spam from an ordinary close; of one's own doing it is known anyhow. */
  function markSpam(sessionId: number): number[] {
    const row = sessions.rows([sessionId])[0]
    if (!row || source().kind === 'statistics') return []
    const { id, lineId, source: channel, createdAt } = row
    return sessions.upsert([{ id, lineId, source: channel, createdAt, status: 'spam', closeReason: 'spam' }])
  }

  return { run }
}
