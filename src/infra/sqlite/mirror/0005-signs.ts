import type { Migration } from '../migrate.ts'

/**
 * Beside a session and not in it: few sessions have either, and the narrow indexes, of which each holds every session,
 * stay as they are.
 */
export const signs: Migration = {
  name: 'what was flagged or marked as reviewed',
  up: `
    ALTER TABLE own ADD COLUMN marked  INTEGER;
    ALTER TABLE own ADD COLUMN flagged INTEGER;
    CREATE INDEX own_marked  ON own (marked)  WHERE marked = 1;
    CREATE INDEX own_flagged ON own (flagged) WHERE flagged = 1;
  `,
}
