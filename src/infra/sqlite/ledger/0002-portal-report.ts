import type { Migration } from '../migrate.ts'

export const portalReport: Migration = {
  name: 'what the portal was found to allow, and the source chosen by hand',
  up: `
    CREATE TABLE portal_report (
      id       INTEGER PRIMARY KEY CHECK (id = 1),
      findings TEXT,
      choice   TEXT
    ) STRICT;
  `,
}
