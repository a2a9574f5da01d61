import type { Migration } from '../migrate.ts'

export const review: Migration = {
  name: 'ratings held back, drafts, review queues, flags',
  // A CHECK cannot be changed in place.
  up: `
    CREATE TABLE outbox_3 (
      session_id    INTEGER PRIMARY KEY,
      uuid          TEXT    NOT NULL UNIQUE,
      rating        INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
      comment       TEXT    NOT NULL,
      base_rating   INTEGER,
      base_comment  TEXT,
      state         TEXT    NOT NULL CHECK (state IN ('held', 'queued', 'sending', 'failed')),
      attempts      INTEGER NOT NULL DEFAULT 0,
      next_at       INTEGER NOT NULL,
      error_code    TEXT,
      error_message TEXT,
      created_at    INTEGER NOT NULL,
      prior         TEXT
    ) STRICT;
    INSERT INTO outbox_3 SELECT *, NULL FROM outbox;
    DROP TABLE outbox;
    ALTER TABLE outbox_3 RENAME TO outbox;

    CREATE TABLE draft (
      session_id   INTEGER PRIMARY KEY,
      rating       INTEGER,
      comment      TEXT    NOT NULL,
      seen_rating  INTEGER,
      seen_comment TEXT
    ) STRICT;

    CREATE TABLE review_queue (
      id         INTEGER PRIMARY KEY,
      started_at INTEGER NOT NULL,
      ended_at   INTEGER,
      filter     TEXT    NOT NULL,
      sample     TEXT,
      blind      TEXT    NOT NULL,
      matched    INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE review_item (
      queue_id    INTEGER NOT NULL REFERENCES review_queue (id),
      position    INTEGER NOT NULL,
      session_id  INTEGER NOT NULL,
      operator_id INTEGER,
      reason      TEXT    NOT NULL,
      probability REAL    NOT NULL,
      state       TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'rated', 'skipped')),
      done_at     INTEGER,
      skip_reason TEXT,
      PRIMARY KEY (queue_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX review_item_by_session ON review_item (session_id, queue_id);

    CREATE TABLE flag (
      session_id INTEGER PRIMARY KEY,
      at         INTEGER NOT NULL
    ) STRICT;
  `,
}
