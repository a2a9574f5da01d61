import type { z } from 'zod'
import { viewSchema } from '#contract/views.ts'
import type { StoredView, ViewStore } from '#core/views/view-store.ts'
import type { WriteDb } from '../db.ts'
import { sql } from '../sql.ts'

type Raw = { readonly id: string; readonly name: string | null; readonly filter: string | null; readonly sort: string; readonly layout: string | null; readonly shortcut: number | null }

const storedSchema = viewSchema.extend({ filter: viewSchema.shape.filter.nullable() }) satisfies z.ZodType<StoredView>

export function createViewRepository(db: WriteDb): ViewStore {
  return {
    list: () => db.all<Raw>(sql`SELECT id, name, filter, sort, layout, shortcut FROM saved_view ORDER BY place, id`).flatMap(raw => {
      const json = (text: string | null): unknown => (text === null ? null : JSON.parse(text))
      const view = storedSchema.safeParse({ ...raw, filter: json(raw.filter), sort: json(raw.sort), layout: json(raw.layout) })
      return view.success ? [view.data] : []
    }),
    put: ({ id, name, filter, sort, layout, shortcut }) => {
      const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))
      db.transaction(() => {
        // One that this version cannot read may hold the digit, and is asked by nobody.
        db.run(sql`UPDATE saved_view SET shortcut = NULL WHERE shortcut = ${shortcut} AND id <> ${id}`)
        db.run(sql`
          INSERT INTO saved_view (id, place, name, filter, sort, layout, shortcut)
          VALUES (${id}, (SELECT COALESCE(MAX(place), 0) + 1 FROM saved_view), ${name}, ${json(filter)}, ${json(sort)}, ${json(layout)}, ${shortcut})
          ON CONFLICT (id) DO UPDATE SET
            name = excluded.name, filter = excluded.filter, sort = excluded.sort, layout = excluded.layout, shortcut = excluded.shortcut
        `)
      })
    },
    setOrder: ids => db.transaction(() => {
      ids.forEach((id, place) => { db.run(sql`UPDATE saved_view SET place = ${place} WHERE id = ${id}`) })
    }),
    remove: id => { db.run(sql`DELETE FROM saved_view WHERE id = ${id}`) },
    together: work => db.transaction(work),
  }
}
