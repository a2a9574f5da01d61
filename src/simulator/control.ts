import { channels, closeReasons, votes } from './types.ts'
import { accessCommands } from './control-access.ts'
import { lines } from './data/company.ts'
import { castVote } from './closing.ts'
import { nowSeconds } from './portal-state.ts'
import { voteOfStars } from './stars.ts'
import { rateable } from './live.ts'
import { choice, ControlError, text, whole } from './control-params.ts'
import { dumpRow, dumpSessions, LARGEST_DUMP } from './dump.ts'
import { forget, reportOf } from './observed.ts'
import { readFault } from './rest/fault-input.ts'
import { isRecord } from './rest/php.ts'
import { transcript } from './generate/transcript.ts'
import type { Faults } from './rest/faults.ts'
import type { Live } from './live.ts'
import type { Webhook } from './rest/http.ts'
import type { OAuth } from './rest/oauth.ts'
import type { Params } from './rest/php.ts'
import type { PortalState } from './portal-state.ts'

export type Control = (command: string, params: Params) => { readonly status: number; readonly body: unknown }

type Deps = {
  readonly state: PortalState
  readonly faults: Faults
  readonly oauth: OAuth
  readonly live: Live
  /** How far the portal's clock is off. */
  readonly skew: { ms: number }
  readonly webhooks: readonly Webhook[]
}

/** The back door for tests and demos: makes things happen that on a real portal other people do. */
export function createControl({ state, faults, oauth, live, skew, webhooks }: Deps): Control {
  const { store } = state
  const commands: Readonly<Record<string, (params: Params) => unknown>> = { vote, headVote, create, say, remove, faults: setFaults, clock, expireTokens, stats, session, dump, ...accessCommands({ state, oauth, webhooks }) }

  function vote(params: Params): unknown {
    if (params['stars'] !== undefined) return giveStars(whole(params['stars'], 'stars'), existing(params['sessionId']))
    const mark = choice(params['vote'], votes.filter((item) => item !== 'none'), 'vote')
    const index = params['sessionId'] === undefined ? sessionToRate(mark) : existing(params['sessionId'])
    if (!castVote(state, index, mark)) throw new ControlError('Too late for a rating')
    return { sessionId: store.id(index) }
  }

  function giveStars(stars: number, index: number): unknown {
    if (stars < 1 || stars > 5 || !store.line(index).hasStars) throw new ControlError('stars are 1 to 5, on a line that has them')
    if (!castVote(state, index, voteOfStars(stars), { stars })) throw new ControlError('Too late for a rating')
    return { sessionId: store.id(index) }
  }

  /** One that stays closed with the rating; rather one whose ending agrees with it. */
  function sessionToRate(mark: 'like' | 'dislike'): number {
    const candidates = rateable(state).filter((index) => store.line(index).closesOnVote)
    const fitting = candidates.find((index) => store.plan(index).mood === (mark === 'dislike' ? 'angry' : 'happy'))
    const index = fitting ?? candidates[0]
    if (index === undefined) throw new ControlError('No closed session without a rating')
    return index
  }

  function headVote(params: Params): unknown {
    const index = existing(params['sessionId'])
    const rating = params['rating'] === undefined ? null : whole(params['rating'], 'rating')
    const comment = typeof params['comment'] === 'string' ? params['comment'] : null
    state.commit({ type: 'headVote', at: nowSeconds(state), id: store.id(index), rating, comment })
    return { sessionId: store.id(index) }
  }

  /** With `messages` the dialog says exactly that; without, it follows a script and the live generator carries it on. */
  function create(params: Params): unknown {
    const line = params['configId'] === undefined ? lines[0] : lines.find((item) => item.id === params['configId'])
    if (line === undefined) throw new ControlError('Unknown configId')
    const channel = params['source'] === undefined ? 'livechat' : choice(params['source'], channels, 'source')
    const messages = readMessages(params['messages'])
    const operatorId = params['operatorId'] === undefined ? (state.directory.queue(line.id, nowSeconds(state))[0]?.id ?? 1) : whole(params['operatorId'], 'operatorId')
    const reason = params['closeReason'] === undefined ? null : choice(params['closeReason'], closeReasons, 'closeReason')
    const mark = params['vote'] === undefined ? null : choice(params['vote'], votes, 'vote')
    const at = nowSeconds(state)
    const index = store.size()
    const id = store.id(index)
    const scripted = messages === null && reason === null
    state.commit({ type: 'open', at, id, lineId: line.id, channel, client: store.clientCount(), scripted })
    if (messages === null) state.commit({ type: 'step', at, id, step: 0 })
    for (const { by, text } of messages ?? []) state.commit({ type: 'say', at, id, by, text, operatorId: by === 'operator' ? operatorId : 0 })
    if (reason !== null) state.commit({ type: 'close', at, id, reason, text: 'Диалог завершён' })
    if (mark !== null && mark !== 'none') state.commit({ type: 'vote', at, id, vote: mark })
    if (scripted) live.adopt(index)
    return { id, sessionId: id }
  }

  function say(params: Params): unknown {
    const index = existing(params['sessionId'])
    if (store.columns.get('closed', index) !== 0) throw new ControlError('The session is closed')
    const by = choice(params['by'], ['client', 'operator'], 'by')
    state.commit({ type: 'say', at: nowSeconds(state), id: store.id(index), by, text: text(params['text'], 'text'), operatorId: 0 })
    return { sessionId: store.id(index) }
  }

  /** One fault in place of those there were, or (`also`) beside them, or a whole `list` of them. */
  function setFaults(params: Params): unknown {
    const { list, also } = params
    if (list !== undefined && !(Array.isArray(list) && list.every(isRecord))) throw new ControlError('list must be a list of faults')
    const wanted = (Array.isArray(list) ? list.filter(isRecord) : [params]).map(readFault)
    if (also !== true) faults.clear()
    for (const fault of wanted) faults.add(fault)
    return { waiting: faults.waiting() }
  }

  /** Deletes sessions, as an administrator can. */
  function remove(params: Params): unknown {
    const index = existing(params['sessionId'])
    state.commit({ type: 'remove', at: nowSeconds(state), id: store.id(index) })
    return { sessionId: params['sessionId'] }
  }

  /** Puts the portal's clock wrong by so many milliseconds; the clock of the authorization server stays right. */
  function clock(params: Params): unknown {
    skew.ms = whole(params['skewMs'], 'skewMs')
    return { now: state.clock() }
  }

  function expireTokens(): unknown {
    oauth.expireAccess()
    return {}
  }

  function dump(params: Params): unknown {
    const number = (name: 'from' | 'to' | 'limit', usual: number) => (params[name] === undefined || params[name] === null ? usual : whole(params[name], name))
    const limit = number('limit', LARGEST_DUMP)
    if (limit < 1 || limit > LARGEST_DUMP) throw new ControlError(`limit must lie between 1 and ${LARGEST_DUMP}`)
    return dumpSessions(state, { from: number('from', 0), to: number('to', Number.MAX_SAFE_INTEGER), limit })
  }

  function stats(params: Params): unknown {
    const answer = { ...reportOf(state.observed), faults: Object.fromEntries(faults.struck()), mostRssBytes: process.resourceUsage().maxRSS * 1024 }
    if (params['reset'] === true) forget(state.observed)
    return answer
  }

  function session(params: Params): unknown {
    const index = existing(params['sessionId'])
    return { ...dumpRow(state, index), messages: transcript(store, index, state.anchor) }
  }

  function existing(value: unknown): number {
    const index = typeof value === 'number' ? store.find(value) : null
    if (index === null) throw new ControlError('Unknown sessionId')
    return index
  }

  return (command, params) => {
    const run = Object.hasOwn(commands, command) ? commands[command] : undefined
    if (run === undefined) return { status: 404, body: { error: `Unknown command: ${command}` } }
    try {
      return { status: 200, body: run(params) }
    } catch (error) {
      if (!(error instanceof ControlError)) throw error
      return { status: 400, body: { error: error.message } }
    }
  }
}

function readMessages(value: unknown): readonly { readonly by: 'client' | 'operator'; readonly text: string }[] | null {
  if (value === undefined) return null
  if (!Array.isArray(value) || value.length === 0) throw new ControlError('messages must be a list')
  return value.map((item: unknown) => {
    if (!isRecord(item)) throw new ControlError('A message is {by, text}')
    return { by: choice(item['by'], ['client', 'operator'], 'by'), text: text(item['text'], 'text') }
  })
}
