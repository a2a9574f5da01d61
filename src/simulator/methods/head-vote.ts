import { nowSeconds } from '../portal-state.ts'
import { failures, RestError } from '../rest/rest-error.ts'
import { isTruthy, toInt, toText } from '../rest/php.ts'
import { canVoteHead } from '../rights.ts'
import { method } from './method.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'
import type { Caller } from './method.ts'

export const headVoteMethods = [
  method('imopenlines.session.head.vote', 'imopenlines', (state, params, caller) => {
    headVote(state, params, caller)
    return { result: true }
  }),
]

/** Sends the rating exactly as the portal does, odd sides included: a rating alone wipes the comment, more than 5 becomes 0. */
function headVote(state: PortalState, params: Params, { userId }: Caller): void {
  const sessionId = toInt(params['SESSION_ID'])
  if (sessionId === 0) throw new RestError('EMPTY_SESSION_ID', "Session ID can't be empty")
  const rating = toText(params['RATING']).trim()
  const comment = toText(params['COMMENT']).trim()
  if (!isTruthy(rating) && !isTruthy(comment)) {
    throw new RestError('EMPTY_VOTE_PARAMS', 'At least one of the parameters RATING or COMMENT must be specified')
  }
  const index = state.store.find(sessionId)
  if (index === null || !canVoteHead(state, userId, state.store.columns.get('line', index))) throw failures.accessDenied()

  const at = nowSeconds(state)
  const number = toInt(rating)
  const vote = { rating: isTruthy(rating) ? (number > 5 ? 0 : number) : null, comment: toText(params['COMMENT']) }
  state.commit({ type: 'headVote', at, id: sessionId, ...vote })
  state.observed.headVotes.push({ sessionId, ...vote, at })
  state.observed.notifications.set(sessionId, (state.observed.notifications.get(sessionId) ?? 0) + 1)
}
