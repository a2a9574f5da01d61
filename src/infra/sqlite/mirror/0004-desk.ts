import type { Migration } from '../migrate.ts'

/** Most often filtered first: SQLite reads a row of an index only as far as it must. */
const listColumns = [
  'status', 'pending_rating', 'portal_rating', 'rating_hidden', 'client_rating', 'line_id', 'source', 'operator_id', 'created_at', 'closed_at', 'rated_at',
  'wait_answer', 'wait_close', 'message_count', 'transfers', 'stage', 'close_reason', 'kpi_first_answer', 'commented', 'crm_entity_type', 'own_rating',
  'alert_state', 'direction', 'evidence', 'first_answer_at', 'operator_answer_at', 'last_message_at', 'changed_at', 'dialog_time', 'first_reply', 'bot_time',
  'total_reply', 'average_reply', 'longest_reply', 'client_key',
]

function listed(first: string): string {
  return [first, ...listColumns.filter(column => column !== first)].join(', ')
}

/**
 * What the dialog desk filters, sorts and searches by. `own` repeats what the ledger knows of a session, whether or not the
 * session is here yet; `session` carries it on, as it does folded names. `search` has a row for each session with anything
 * to be found; `indexed` is 1 where a conversation is in it, 0 where there is none yet, null where it is still to be done.
 *
 * No generated columns here: an index that holds one does not cover a query that computes with it.
 */
export const desk: Migration = {
  name: 'what conversations tell, what the ledger knows, full-text search',
  up: `
    ALTER TABLE session ADD COLUMN direction       TEXT;
    ALTER TABLE session ADD COLUMN stage           TEXT;
    ALTER TABLE session ADD COLUMN last_message_at INTEGER;
    ALTER TABLE session ADD COLUMN dialog_time     INTEGER;
    ALTER TABLE session ADD COLUMN first_reply     INTEGER;
    ALTER TABLE session ADD COLUMN bot_time        INTEGER;
    ALTER TABLE session ADD COLUMN total_reply     INTEGER;
    ALTER TABLE session ADD COLUMN average_reply   INTEGER;
    ALTER TABLE session ADD COLUMN longest_reply   INTEGER;
    -- One bit for each kind, in the order of the contract.
    ALTER TABLE session ADD COLUMN evidence        INTEGER;
    ALTER TABLE session ADD COLUMN rating_hidden   INTEGER;
    ALTER TABLE session ADD COLUMN pending_comment TEXT;
    ALTER TABLE session ADD COLUMN own_rating      INTEGER;
    ALTER TABLE session ADD COLUMN alert_state     TEXT;
    ALTER TABLE session ADD COLUMN comment_key     TEXT;
    ALTER TABLE session ADD COLUMN indexed         INTEGER;

    ALTER TABLE session ADD COLUMN commented       INTEGER;
    UPDATE session SET commented = 1 WHERE portal_comment <> '';

    CREATE TABLE own (
      session_id      INTEGER PRIMARY KEY,
      pending_rating  INTEGER,
      pending_comment TEXT,
      rating          INTEGER,
      alert_state     TEXT
    ) STRICT;

    ALTER TABLE operator ADD COLUMN department     TEXT;
    ALTER TABLE operator ADD COLUMN department_key TEXT;

    DROP INDEX session_list_created;
    DROP INDEX session_list_closed;
    DROP INDEX session_list_rated;
    DROP INDEX session_list_open;
    CREATE INDEX session_list_created  ON session (${listed('created_at')});
    CREATE INDEX session_list_closed   ON session (${listed('closed_at')});
    CREATE INDEX session_list_rated    ON session (${listed('rated_at')}) WHERE rated_at IS NOT NULL;
    CREATE INDEX session_list_open     ON session (${listed('created_at')}) WHERE status IN ('new', 'answered', 'paused');
    -- Few dialogs are rated, and each operator has few of them.
    CREATE INDEX session_list_vote     ON session (${listed('client_rating')}) WHERE client_rating IS NOT NULL;
    CREATE INDEX session_list_reviewed ON session (${listed('created_at')}) WHERE pending_rating IS NOT NULL OR portal_rating IS NOT NULL;
    CREATE INDEX session_list_operator ON session (${listed('operator_id')});

    CREATE INDEX session_by_first_answer    ON session (first_answer_at);
    CREATE INDEX session_by_operator_answer ON session (operator_answer_at);
    CREATE INDEX session_by_last_message    ON session (last_message_at);
    CREATE INDEX session_by_changed         ON session (changed_at);
    CREATE INDEX session_by_longest_reply   ON session (longest_reply);
    CREATE INDEX session_by_average_reply   ON session (average_reply);
    CREATE INDEX session_by_dialog_time     ON session (dialog_time);
    CREATE INDEX session_by_indexed         ON session (indexed);
    CREATE INDEX session_by_alert           ON session (alert_state) WHERE alert_state IS NOT NULL;
    CREATE INDEX session_by_own             ON session (own_rating) WHERE own_rating IS NOT NULL;
    CREATE INDEX session_commented          ON session (commented) WHERE commented = 1;

    INSERT INTO own (session_id, pending_rating) SELECT id, pending_rating FROM session WHERE pending_rating IS NOT NULL;

    -- Texts come folded, so nothing is left to fold here.
    CREATE VIRTUAL TABLE search USING fts5(
      client, comment, message, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0'
    );
  `,
}
