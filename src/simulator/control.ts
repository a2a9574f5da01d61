import { channels, closeReasons, votes } from './types.ts'
import { lines } from './data/company.ts'
import { castVote } from './closing.ts'
import { nowSeconds } from './portal-state.ts'
import { rateable } from './live.ts'
import { faultModes, noFault } from './rest/faults.ts'
import { isRecord } from './rest/php.ts'
import { sessionRow } from './methods/session-rows.ts'
import { transcript } from './generate/transcript.ts'
import type { Faults } from './rest/faults.ts'
import type { Live } from './live.ts'
import type { OAuth } from './rest/oauth.ts'
import type { Params } from './rest/php.ts'
import type { PortalState } from './portal-state.ts'

export type Control = (command: string, params: Params) => { readonly status: number; readonly body: unknown }

type Deps = { readonly state: PortalState; readonly faults: Faults; readonly oauth: OAuth; readonly live: Live }

class ControlError extends Error {}

/** The back door for tests and demos: makes things happen that on a real portal other people do. */
export function createControl({ state, faults, oauth, live }: Deps): Control {
  const { store } = state
  const commands: Readonly<Record<string, (params: Params) => unknown>> = { vote, headVote, create, say, faults: setFault, app, stats, session }

  function vote(params: Params): unknown {
    const mark = choice(params['vote'], votes.filter((item) => item !== 'none'), 'vote')
    const index = params['sessionId'] === undefined ? sessionToRate(mark) : existing(params['sessionId'])
    castVote(state, index, mark)
    return { sessionId: store.id(index) }
  }

  /** Prefers a dialog whose ending agrees with the mark. */
  function sessionToRate(mark: 'like' | 'dislike'): number {
    const candidates = rateable(state)
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

  function setFault(params: Params): unknown {
    const mode = choice(params['mode'], faultModes, 'mode')
    const method = params['method'] === undefined ? null : text(params['method'], 'method')
    if (mode === 'accessDenied' && method === null) throw new ControlError('accessDenied needs a method')
    const url = mode === 'redirect' ? text(params['url'], 'url') : ''
    if (url !== '' && !URL.canParse(url)) throw new ControlError('url is not a URL')
    const number = (name: 'ms' | 'bytes' | 'times') => (params[name] === undefined ? noFault[name] : whole(params[name], name))
    faults.set({ mode, method, url, ms: number('ms') ?? 0, bytes: number('bytes') ?? 0, times: number('times') })
    return { mode }
  }

  /** Changes the application's card. */
  function app(params: Params): unknown {
    const redirectUri = params['redirectUri'] === null ? null : text(params['redirectUri'], 'redirectUri')
    if (redirectUri !== null && !URL.canParse(redirectUri)) throw new ControlError('redirectUri is not a URL')
    oauth.setRedirect(redirectUri)
    return { redirectUri }
  }

  function stats(): unknown {
    const { requests, notifications, headVotes, refused } = state.observed
    return { requests: Object.fromEntries(requests), refused, notifications: Object.fromEntries(notifications), headVotes: headVotes.slice(-100) }
  }

  function session(params: Params): unknown {
    const index = existing(params['sessionId'])
    return { ...sessionRow(state, index), voteHeadStored: store.columns.get('voteHead', index), messages: transcript(store, index, state.anchor) }
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

function choice<T extends string>(value: unknown, choices: readonly T[], name: string): T {
  const found = choices.find((item) => item === value)
  if (found === undefined) throw new ControlError(`${name} must be one of: ${choices.join(', ')}`)
  return found
}

function whole(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new ControlError(`${name} must be a whole number`)
  return value
}

function text(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new ControlError(`${name} must be a text`)
  return value
}

function readMessages(value: unknown): readonly { readonly by: 'client' | 'operator'; readonly text: string }[] | null {
  if (value === undefined) return null
  if (!Array.isArray(value) || value.length === 0) throw new ControlError('messages must be a list')
  return value.map((item: unknown) => {
    if (!isRecord(item)) throw new ControlError('A message is {by, text}')
    return { by: choice(item['by'], ['client', 'operator'], 'by'), text: text(item['text'], 'text') }
  })
}
