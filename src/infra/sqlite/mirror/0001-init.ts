import type { Migration } from '../migrate.ts'

/** Most often filtered first: SQLite reads a row of an index only as far as it must. */
const listColumns = [
  'status', 'supervisor_rating', 'client_rating', 'line_id', 'source', 'operator_id', 'client_key', 'created_at', 'closed_at',
  'rated_at', 'wait_answer', 'wait_close', 'message_count', 'transfers', 'operator_key', 'line_key',
]

function listed(first: string): string {
  return listColumns.filter(column => column !== first).join(', ')
}

/**
 * `client_key`, `operator_key` and `line_key` are names folded for search and order (see core/names/fold.ts). They
 * stand in `session` itself, so that every column of the list sorts from one index.
 */
export const init: Migration = {
  name: 'sessions, directory, transcripts, sync state',
  up: `
    CREATE TABLE session (
      id                 INTEGER PRIMARY KEY,
      chat_id            INTEGER NOT NULL,
      line_id            INTEGER NOT NULL,
      source             TEXT    NOT NULL,
      operator_id        INTEGER,
      client_id          INTEGER NOT NULL,
      user_code          TEXT    NOT NULL,
      status             TEXT    NOT NULL,
      close_reason       TEXT,
      created_at         INTEGER NOT NULL,
      closed_at          INTEGER,
      first_answer_at    INTEGER,
      operator_answer_at INTEGER,
      client_rating      INTEGER,
      rated_at           INTEGER,
      portal_rating      INTEGER,
      portal_comment     TEXT,
      pending_rating     INTEGER,
      supervisor_rating  INTEGER GENERATED ALWAYS AS (COALESCE(pending_rating, portal_rating)) VIRTUAL,
      crm_entity_type    TEXT,
      crm_entity_id      INTEGER,
      wait_answer        INTEGER,
      wait_close         INTEGER,
      kpi_first_answer   INTEGER,
      transfers          INTEGER NOT NULL,
      message_count      INTEGER NOT NULL,
      client_key         TEXT,
      operator_key       TEXT,
      line_key           TEXT
    ) STRICT;

    CREATE INDEX session_by_created    ON session (created_at);
    CREATE INDEX session_by_closed     ON session (closed_at);
    CREATE INDEX session_by_rated      ON session (rated_at);
    CREATE INDEX session_by_client     ON session (client_key);
    CREATE INDEX session_by_client_id  ON session (client_id);
    CREATE INDEX session_by_operator   ON session (operator_key);
    CREATE INDEX session_by_line       ON session (line_key);
    CREATE INDEX session_by_source     ON session (source);
    CREATE INDEX session_by_status     ON session (status);
    CREATE INDEX session_by_vote       ON session (client_rating);
    CREATE INDEX session_by_supervisor ON session (supervisor_rating);
    CREATE INDEX session_by_wait       ON session (wait_answer);
    CREATE INDEX session_by_duration   ON session (wait_close);
    CREATE INDEX session_by_messages   ON session (message_count);
    CREATE INDEX session_by_transfers  ON session (transfers);
    -- Everything that filters and sorts, narrow: a filter is answered from them without touching the table. One for
    -- each date that a period can be asked on, with that date in front.
    CREATE INDEX session_list_created ON session (created_at, ${listed('created_at')});
    CREATE INDEX session_list_closed  ON session (closed_at, ${listed('closed_at')});
    CREATE INDEX session_list_rated   ON session (rated_at, ${listed('rated_at')}) WHERE rated_at IS NOT NULL;
    -- Open dialogs are always few, and the list of them is looked at all day.
    CREATE INDEX session_list_open    ON session (created_at, ${listed('created_at')}) WHERE status IN ('new', 'answered', 'paused');
    CREATE INDEX session_pending       ON session (pending_rating) WHERE pending_rating IS NOT NULL;

    CREATE TABLE client (
      id   INTEGER PRIMARY KEY,
      name TEXT,
      key  TEXT
    ) STRICT;

    CREATE TABLE rating (
      session_id    INTEGER PRIMARY KEY,
      client_rating INTEGER NOT NULL,
      rated_at      INTEGER
    ) STRICT;

    CREATE TABLE operator (
      id             INTEGER PRIMARY KEY,
      name           TEXT    NOT NULL,
      key            TEXT    NOT NULL,
      position       TEXT    NOT NULL,
      active         INTEGER NOT NULL,
      department_ids TEXT    NOT NULL
    ) STRICT;

    CREATE TABLE line (
      id     INTEGER PRIMARY KEY,
      name   TEXT    NOT NULL,
      key    TEXT    NOT NULL,
      active INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE department (
      id        INTEGER PRIMARY KEY,
      name      TEXT NOT NULL,
      parent_id INTEGER
    ) STRICT;

    CREATE TABLE transcript (
      session_id INTEGER PRIMARY KEY,
      fetched_at INTEGER NOT NULL,
      can_rate   INTEGER,
      messages   TEXT    NOT NULL
    ) STRICT;

    CREATE TABLE sync_state (
      name  TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
