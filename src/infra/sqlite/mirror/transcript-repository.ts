import type { Message } from '#contract/transcripts.ts'
import type { TranscriptStore } from '#core/transcripts/transcript-store.ts'
import type { WriteDb } from '../db.ts'
import { sql } from '../sql.ts'
import { writeMetrics, writeSearch } from './digest.ts'

type Raw = { readonly fetchedAt: number; readonly canRate: 0 | 1 | null; readonly messages: string }

export function createTranscriptRepository(db: WriteDb): TranscriptStore {
  return {
    get(sessionId) {
      const raw = db.get<Raw>(sql`
        SELECT fetched_at AS fetchedAt, can_rate AS canRate, messages FROM transcript WHERE session_id = ${sessionId}
      `)
      if (!raw) return null
      const canRate = raw.canRate === null ? null : raw.canRate === 1
      // Written by `put` below from checked messages.
      return { sessionId, fetchedAt: raw.fetchedAt, canRate, messages: JSON.parse(raw.messages) as Message[] }
    },
    put: ({ sessionId, fetchedAt, canRate, messages, isClosing = false }) => db.transaction(() => {
      db.run(sql`
        INSERT INTO transcript (session_id, fetched_at, can_rate, messages)
        VALUES (${sessionId}, ${fetchedAt}, ${canRate === null ? null : Number(canRate)}, ${JSON.stringify(messages)})
        ON CONFLICT (session_id) DO UPDATE SET fetched_at = excluded.fetched_at, can_rate = excluded.can_rate,
                                               messages = excluded.messages
      `)
      writeMetrics(db, sessionId, { messages, canRate, isClosing })
      writeSearch(db, [sessionId])
    }),
  }
}
