import type { LedgerFacts, SessionStore } from '#core/sessions/session-store.ts'
import type { WriteDb } from '../db.ts'
import { sql } from '../sql.ts'
import { writeSearch } from './digest.ts'

type OwnFacts = Pick<SessionStore, 'setPending' | 'setOwnRating' | 'setAlertStates' | 'setMarked' | 'setFlagged' | 'followLedger'>

/** What the ledger knows of sessions, repeated beside them so that it filters and sorts; also of those that are yet to come. */
export function createOwnFacts(db: WriteDb): OwnFacts {
  function setPending(id: number, rating: number | null, comment: string | null = null): void {
    db.transaction(() => {
      db.run(sql`
        INSERT INTO own (session_id, pending_rating, pending_comment) VALUES (${id}, ${rating}, ${comment})
        ON CONFLICT (session_id) DO UPDATE SET pending_rating = excluded.pending_rating, pending_comment = excluded.pending_comment
      `)
      const { changes } = db.run(sql`
        UPDATE session SET pending_rating = ${rating}, pending_comment = ${comment}
         WHERE id = ${id} AND (pending_rating, pending_comment) IS NOT (${rating}, ${comment})
      `)
      if (changes > 0) writeSearch(db, [id])
    })
  }

  function setOwnRating(id: number, rating: number | null): void {
    db.transaction(() => {
      db.run(sql`INSERT INTO own (session_id, rating) VALUES (${id}, ${rating}) ON CONFLICT (session_id) DO UPDATE SET rating = excluded.rating`)
      db.run(sql`UPDATE session SET own_rating = ${rating} WHERE id = ${id} AND own_rating IS NOT ${rating}`)
    })
  }

  function setAlertStates(states: LedgerFacts['alerts']): void {
    db.transaction(() => {
      for (const [id, state] of states) {
        db.run(sql`INSERT INTO own (session_id, alert_state) VALUES (${id}, ${state}) ON CONFLICT (session_id) DO UPDATE SET alert_state = excluded.alert_state`)
        db.run(sql`UPDATE session SET alert_state = ${state} WHERE id = ${id} AND alert_state IS NOT ${state}`)
      }
    })
  }

  const signs = { marked: sql`marked`, flagged: sql`flagged` }

  function setSign(sign: keyof typeof signs, ids: Iterable<number>, isSet: boolean): void {
    const column = signs[sign]
    db.run(sql`
      INSERT INTO own (session_id, ${column}) SELECT value, ${isSet ? 1 : null} FROM json_each(${JSON.stringify([...ids])}) WHERE TRUE
      ON CONFLICT (session_id) DO UPDATE SET ${column} = excluded.${column}
    `)
  }

  function followLedger({ unsent, ownRatings, alerts, marked, flagged }: LedgerFacts): void {
    db.transaction(() => {
      const known = db.all<{ id: number; pending: number | null; own: number | null; alert: string | null }>(sql`
        SELECT session_id AS id, pending_rating AS pending, rating AS own, alert_state AS alert FROM own
      `)
      const sending = new Set(unsent.map(({ sessionId }) => sessionId))
      for (const { id, pending, own, alert } of known) {
        if (pending !== null && !sending.has(id)) setPending(id, null)
        if (own !== null && !ownRatings.has(id)) setOwnRating(id, null)
        if (alert !== null && !alerts.has(id)) setAlertStates(new Map([[id, null]]))
      }
      for (const { sessionId, rating, comment } of unsent) setPending(sessionId, rating, comment)
      for (const [id, rating] of ownRatings) setOwnRating(id, rating)
      setAlertStates(alerts)
      db.run(sql`UPDATE own SET marked = NULL, flagged = NULL WHERE marked = 1 OR flagged = 1`)
      setSign('marked', marked, true)
      setSign('flagged', flagged, true)
    })
  }

  return {
    setPending, setOwnRating, setAlertStates, followLedger,
    setMarked: (ids, marked) => setSign('marked', ids, marked),
    setFlagged: (ids, flagged) => setSign('flagged', ids, flagged),
  }
}
