import type { SyncCursor } from '#core/sync/cursor.ts'
import type { SyncStore } from '#core/sync/sync-store.ts'
import type { WriteDb } from '../db.ts'
import { sql } from '../sql.ts'

export function createSyncRepository(db: WriteDb): SyncStore {
  return {
    load() {
      const value = db.pluck<string>(sql`SELECT value FROM sync_state WHERE name = 'cursor'`)[0]
      return value === undefined ? null : (JSON.parse(value) as SyncCursor)
    },
    save(cursor) {
      db.run(sql`
        INSERT INTO sync_state (name, value) VALUES ('cursor', ${JSON.stringify(cursor)})
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
      `)
    },
  }
}
