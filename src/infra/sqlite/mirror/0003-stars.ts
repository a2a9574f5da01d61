import type { Migration } from '../migrate.ts'

/** Two stars are low as well, and a rating from 2 to 4 shows that its line has stars: there a 5 is no like. */
export const stars: Migration = {
  name: 'lines with stars',
  up: `
    DROP INDEX session_unread_low;
    CREATE INDEX session_unread_low ON session (rated_at) WHERE read_state IS NOT state_at AND client_rating <= 2;
    CREATE INDEX session_stars      ON session (line_id) WHERE client_rating BETWEEN 2 AND 4;
  `,
}
