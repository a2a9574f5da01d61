import type { Department, Line, Operator } from '#contract/directory.ts'
import type { DirectoryStore } from '#core/directory/directory-store.ts'
import { fold } from '#core/names/fold.ts'
import type { WriteDb } from '../db.ts'
import { sql } from '../sql.ts'

export function createDirectoryRepository(db: WriteDb): DirectoryStore {
  return {
    read: () => ({
      operators: db.all<Omit<Operator, 'active' | 'departmentIds'> & { active: number; departmentIds: string }>(sql`
        SELECT id, name, position, active, department_ids AS departmentIds FROM operator ORDER BY key, id
      `).map(row => ({ ...row, active: row.active === 1, departmentIds: JSON.parse(row.departmentIds) as number[] })),
      lines: db.all<Omit<Line, 'active'> & { active: number }>(sql`SELECT id, name, active FROM line ORDER BY key, id`)
        .map(row => ({ ...row, active: row.active === 1 })),
      departments: db.all<Department>(sql`SELECT id, name, parent_id AS parentId FROM department ORDER BY name, id`),
    }),

    linesWithoutCrm: () => db.pluck<string>(sql`SELECT name FROM line WHERE crm = 0 AND active = 1 ORDER BY key, id`),

    replace: ({ operators, lines, departments }) => db.transaction(() => {
      for (const { id, name, position, active, departmentIds } of operators) {
        const key = fold(name)
        db.run(sql`
          INSERT INTO operator (id, name, key, position, active, department_ids)
          VALUES (${id}, ${name}, ${key}, ${position}, ${Number(active)}, ${JSON.stringify(departmentIds)})
          ON CONFLICT (id) DO UPDATE SET name = excluded.name, key = excluded.key, position = excluded.position,
                                         active = excluded.active, department_ids = excluded.department_ids
        `)
      }
      for (const { id, name, active, crm = null } of lines) {
        db.run(sql`
          INSERT INTO line (id, name, key, active, crm)
          VALUES (${id}, ${name}, ${fold(name)}, ${Number(active)}, ${crm === null ? null : Number(crm)})
          ON CONFLICT (id) DO UPDATE SET name = excluded.name, key = excluded.key, active = excluded.active, crm = excluded.crm
        `)
      }
      // Sessions carry the folded names for order; only those of somebody renamed are touched.
      db.run(sql`
        UPDATE session SET operator_key = operator.key FROM operator
         WHERE operator.id = session.operator_id AND session.operator_key IS NOT operator.key
      `)
      nameDepartments(db, departments, operators)
      db.run(sql`
        UPDATE session SET line_key = line.key FROM line
         WHERE line.id = session.line_id AND session.line_key IS NOT line.key
      `)
      db.run(sql`DELETE FROM department`)
      for (const { id, name, parentId } of departments) {
        db.run(sql`INSERT INTO department (id, name, parent_id) VALUES (${id}, ${name}, ${parentId})`)
      }
    }),
  }
}

/** An operator may be in several departments; the list has a column for all of them together. */
function nameDepartments(db: WriteDb, departments: readonly Department[], operators: readonly Operator[]): void {
  const names = new Map(departments.map(({ id, name }) => [id, name]))
  for (const { id, departmentIds } of operators) {
    const name = departmentIds.flatMap(department => names.get(department) ?? []).join(', ')
    db.run(sql`UPDATE operator SET department = ${name === '' ? null : name}, department_key = ${name === '' ? null : fold(name)} WHERE id = ${id}`)
  }
}
