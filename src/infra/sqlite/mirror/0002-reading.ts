import type { Migration } from '../migrate.ts'

/**
 * `state_at` stands for the state a session is in; `read_state` is the one that the last reading of its conversation
 * covers. They stand beside each other, so that what is still to be read is found from an index of just that.
 */
export const reading: Migration = {
  name: 'when sessions changed, what was read of them, lines without CRM, several sources',
  up: `
    ALTER TABLE session ADD COLUMN changed_at INTEGER;
    ALTER TABLE session ADD COLUMN read_state INTEGER;
    ALTER TABLE session ADD COLUMN state_at INTEGER
      GENERATED ALWAYS AS (COALESCE(MAX(changed_at, closed_at), changed_at, closed_at)) VIRTUAL;

    UPDATE session SET read_state = closed_at
     WHERE closed_at < (SELECT fetched_at FROM transcript WHERE session_id = session.id);

    CREATE INDEX session_unread     ON session (state_at) WHERE read_state IS NOT state_at;
    CREATE INDEX session_unread_low ON session (rated_at) WHERE read_state IS NOT state_at AND client_rating = 1;

    ALTER TABLE line ADD COLUMN crm INTEGER;

    -- Until now there was one source, and each walk wrote its place down in a way of its own.
    UPDATE sync_state
       SET value = json_object(
             'source', 'statistics', 'startedAt', value ->> 'startedAt', 'expected', value ->> 'expected',
             'history', CASE WHEN value ->> 'history' IS NULL THEN json('null')
               ELSE json_object('from', value ->> '$.history.floor', 'to', value ->> '$.history.to', 'mark', 0) END,
             'loadedSince', COALESCE(value ->> '$.history.to', 0),
             'ratings', CASE WHEN value ->> 'ratings' IS NULL THEN json('null')
               ELSE json_object('from', value ->> '$.ratings.floor', 'to', value ->> '$.ratings.to', 'spanMs', value ->> '$.ratings.spanMs') END,
             'currentTo', value ->> 'currentTo', 'recheck', json('null'), 'repair', json('null'),
             'reconciledAt', value ->> 'reconciledAt', 'lastReconcile', json('null'))
     WHERE name = 'cursor';
  `,
}
