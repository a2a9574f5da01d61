import { err, ok, type Result } from '#contract/result.ts'
import type { Portal, SessionHistory } from '#core/portal/portal.ts'
import type { Batch, Command } from './batch.ts'
import { readAs, type Client } from './client.ts'
import { toSessionHistory } from './history.ts'
import { historySchema } from './schemas.ts'

const method = 'imopenlines.session.history.get'
/** A conversation can be long: more in one reply would be slow to come and large to hold. */
const perRequest = 10

export type HistoriesDeps = { readonly client: Client; readonly batch: Batch }

/** Conversations with what they tell of their sessions. */
export function createHistories({ client, batch }: HistoriesDeps): Pick<Portal, 'history' | 'histories'> {
  function read(sessionId: number, result: unknown): Result<SessionHistory> {
    const record = readAs(historySchema, result, method)
    if (!record.ok) return record
    const { sessionId: told } = record.value
    if (told !== null && told !== sessionId) return err('portal-unreachable', `${method}: the answer belongs to another question`)
    return ok(toSessionHistory(sessionId, record.value))
  }

  return {
    async history(sessionId, priority) {
      const { params } = command(sessionId)
      const sent = await client.call({ method, params, priority })
      return sent.ok ? read(sessionId, sent.value.result) : sent
    },

    async histories(sessionIds, priority) {
      const ids = [...new Set(sessionIds)]
      const histories = new Map<number, Result<SessionHistory>>()
      for (let from = 0; from < ids.length; from += perRequest) {
        const some = ids.slice(from, from + perRequest)
        const sent = await batch(some.map(command), { priority })
        if (!sent.ok) {
          // What came before is good, and the rest learns why it did not come.
          if (from === 0) return sent
          for (const id of ids.slice(from)) histories.set(id, sent)
          break
        }
        for (const [index, answer] of sent.value.answers.entries()) {
          const id = some[index]
          if (id !== undefined) histories.set(id, answer.ok ? read(id, answer.value.result) : answer)
        }
      }
      return ok(histories)
    },
  }
}

/** The parameter is read as written, and older portals on own servers know no other. */
function command(sessionId: number): Command {
  return { method, params: { SESSION_ID: sessionId } }
}
