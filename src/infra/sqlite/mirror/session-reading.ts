import type { UnreadChanges, UnreadQuery, UnreadRunning } from '#core/sessions/session-store.ts'
import { inIds, sql, type Sql } from '../sql.ts'

const columns = sql`id, closed_at AS closedAt, state_at AS stateAt, read_state AS readState`

/** Sessions whose conversation was not read in their present state, latest change first. */
export function unreadQuery({ since, limit, except, isSettled = false }: UnreadChanges): Sql {
  return sql`
    SELECT ${columns}
      FROM session INDEXED BY session_unread
     WHERE read_state IS NOT state_at AND state_at >= ${since} AND id NOT IN ${inIds(except)}
       AND (${Number(isSettled)} = 0 OR closed_at IS NOT NULL OR read_state IS NULL)
     ORDER BY state_at DESC
     LIMIT ${limit}
  `
}

/** Those of them that a client disliked since then, or gave one or two stars. */
export function unreadLowQuery({ since, limit, except }: UnreadQuery): Sql {
  return sql`
    SELECT ${columns}
      FROM session INDEXED BY session_unread_low
     WHERE read_state IS NOT state_at AND client_rating <= 2 AND rated_at >= ${since} AND id NOT IN ${inIds(except)}
     ORDER BY rated_at DESC
     LIMIT ${limit}
  `
}

export function unreadRunningQuery({ readBefore, limit, except }: UnreadRunning): Sql {
  return sql`
    SELECT id
      FROM session INDEXED BY session_list_open
      LEFT JOIN transcript ON session_id = id
     WHERE status IN ('new', 'answered', 'paused') AND state_at IS NULL
       AND IFNULL(fetched_at, 0) < ${readBefore} AND id NOT IN ${inIds(except)}
     ORDER BY IFNULL(fetched_at, 0), created_at DESC
     LIMIT ${limit}
  `
}

export function readingOf(id: number): Sql {
  return sql`SELECT ${columns} FROM session WHERE id = ${id}`
}
