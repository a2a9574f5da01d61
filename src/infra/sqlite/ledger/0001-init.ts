import type { Migration } from '../migrate.ts'

export const init: Migration = {
  name: 'outbox, journal, alerts, exports, watermarks',
  up: `
    CREATE TABLE outbox (
      session_id    INTEGER PRIMARY KEY,
      uuid          TEXT    NOT NULL UNIQUE,
      rating        INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
      comment       TEXT    NOT NULL,
      base_rating   INTEGER,
      base_comment  TEXT,
      state         TEXT    NOT NULL CHECK (state IN ('queued', 'sending', 'failed')),
      attempts      INTEGER NOT NULL DEFAULT 0,
      next_at       INTEGER NOT NULL,
      error_code    TEXT,
      error_message TEXT,
      created_at    INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE rating_journal (
      id            INTEGER PRIMARY KEY,
      session_id    INTEGER NOT NULL,
      uuid          TEXT    NOT NULL,
      at            INTEGER NOT NULL,
      event         TEXT    NOT NULL,
      rating        INTEGER,
      comment       TEXT,
      before_rating INTEGER,
      before_comment TEXT,
      detail        TEXT
    ) STRICT;
    CREATE INDEX rating_journal_by_session ON rating_journal (session_id, id);

    CREATE TABLE alert (
      id              INTEGER PRIMARY KEY,
      session_id      INTEGER NOT NULL,
      dedupe_key      TEXT    NOT NULL UNIQUE,
      client_rating   INTEGER NOT NULL,
      rated_at        INTEGER,
      line_id         INTEGER NOT NULL,
      operator_id     INTEGER,
      source          TEXT    NOT NULL,
      detected_at     INTEGER NOT NULL,
      notified_at     INTEGER,
      acknowledged_at INTEGER
    ) STRICT;
    CREATE INDEX alert_by_session ON alert (session_id);
    CREATE INDEX alert_open ON alert (detected_at) WHERE acknowledged_at IS NULL;

    CREATE TABLE export_run (
      id            INTEGER PRIMARY KEY,
      state         TEXT    NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
      rows          INTEGER NOT NULL,
      total         INTEGER NOT NULL,
      path          TEXT    NOT NULL,
      started_at    INTEGER NOT NULL,
      finished_at   INTEGER,
      error_code    TEXT,
      error_message TEXT
    ) STRICT;

    CREATE TABLE watermark (
      name  TEXT PRIMARY KEY,
      value INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
