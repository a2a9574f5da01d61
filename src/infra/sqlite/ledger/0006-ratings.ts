import type { Migration } from '../migrate.ts'

export const ratings: Migration = {
  name: 'states of unsent ratings, a journal that is only added to, what a restored ledger came from',
  // A CHECK cannot be changed in place. What stood in a conflict was not written down: such a rating is looked at again.
  up: `
    CREATE TABLE outbox_5 (
      session_id     INTEGER PRIMARY KEY,
      uuid           TEXT    NOT NULL UNIQUE,
      rating         INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
      comment        TEXT    NOT NULL,
      base_rating    INTEGER,
      base_comment   TEXT,
      state          TEXT    NOT NULL CHECK (state IN ('held', 'queued', 'sending', 'conflict', 'refused', 'needs-sign-in')),
      attempts       INTEGER NOT NULL DEFAULT 0,
      next_at        INTEGER NOT NULL,
      error_code     TEXT,
      error_message  TEXT,
      created_at     INTEGER NOT NULL,
      prior          TEXT,
      theirs_rating  INTEGER,
      theirs_comment TEXT
    ) STRICT;
    INSERT INTO outbox_5
    SELECT session_id, uuid, rating, comment, base_rating, base_comment,
           CASE WHEN state <> 'failed' THEN state
                WHEN error_code = 'rating-conflict' THEN 'queued'
                WHEN error_code IN ('sign-in-expired', 'wrong-secret', 'no-app-access', 'missing-scope', 'plan-without-rest', 'portal-moved', 'portal-deleted')
                THEN 'needs-sign-in'
                ELSE 'refused' END,
           attempts, next_at, nullif(error_code, 'rating-conflict'), iif(error_code = 'rating-conflict', NULL, error_message), created_at, prior, NULL, NULL
      FROM outbox;
    DROP TABLE outbox;
    ALTER TABLE outbox_5 RENAME TO outbox;

    CREATE TRIGGER rating_journal_keeps_words BEFORE UPDATE ON rating_journal
    BEGIN SELECT RAISE(ABORT, 'the journal of ratings is only added to'); END;
    CREATE TRIGGER rating_journal_keeps_lines BEFORE DELETE ON rating_journal
    BEGIN SELECT RAISE(ABORT, 'the journal of ratings is only added to'); END;

    CREATE TABLE ledger_restore (
      id       INTEGER PRIMARY KEY CHECK (id = 1),
      findings TEXT NOT NULL
    ) STRICT;
  `,
}
