import type { Migration } from '../migrate.ts'

export const views: Migration = {
  name: 'saved views; runs over many dialogs and what became of each',
  up: `
    CREATE TABLE saved_view (
      id       TEXT    PRIMARY KEY,
      place    INTEGER NOT NULL,
      name     TEXT,
      filter   TEXT,
      sort     TEXT    NOT NULL,
      layout   TEXT,
      shortcut INTEGER UNIQUE
    ) STRICT;

    CREATE TABLE bulk_run (
      id            INTEGER PRIMARY KEY AUTOINCREMENT,
      action        TEXT    NOT NULL,
      state         TEXT    NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'cancelled', 'interrupted', 'stopped', 'undone')),
      started_at    INTEGER NOT NULL,
      finished_at   INTEGER,
      error_code    TEXT,
      error_message TEXT
    ) STRICT;

    CREATE TABLE bulk_row (
      run_id        INTEGER NOT NULL REFERENCES bulk_run (id) ON DELETE CASCADE,
      session_id    INTEGER NOT NULL,
      place         INTEGER NOT NULL,
      state         TEXT    NOT NULL CHECK (state IN ('waiting', 'sending', 'done', 'closing', 'refused', 'unknown', 'skipped', 'undone')),
      obstacle      TEXT,
      error_code    TEXT,
      error_message TEXT,
      PRIMARY KEY (run_id, session_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE review_mark (
      session_id INTEGER PRIMARY KEY,
      at         INTEGER NOT NULL
    ) STRICT;
  `,
}
