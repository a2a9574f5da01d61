import type { Migration } from '../migrate.ts'

export const scorecards: Migration = {
  name: 'scorecards, and answers with the card as it was when they were given',
  up: `
    CREATE TABLE scorecard (
      id       TEXT    PRIMARY KEY,
      version  INTEGER NOT NULL,
      name     TEXT    NOT NULL,
      criteria TEXT    NOT NULL,
      line_ids TEXT    NOT NULL
    ) STRICT;

    CREATE TABLE scorecard_answers (
      session_id  INTEGER PRIMARY KEY,
      card_id     TEXT    NOT NULL,
      version     INTEGER NOT NULL,
      name        TEXT    NOT NULL,
      criteria    TEXT    NOT NULL,
      answers     TEXT    NOT NULL,
      answered_at INTEGER NOT NULL
    ) STRICT;
  `,
}
