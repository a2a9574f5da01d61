export type SqlParam = string | number | null

/** Statement text and its parameters. Built by the `sql` tag alone, so text can never come from a value. */
export type Sql = { readonly text: string; readonly params: readonly SqlParam[] }

function isSql(value: SqlParam | Sql): value is Sql {
  return typeof value === 'object' && value !== null
}

/** Values become `?`; only another `sql` fragment can add text. */
export function sql(strings: TemplateStringsArray, ...values: readonly (SqlParam | Sql)[]): Sql {
  let text = strings[0] ?? ''
  const params: SqlParam[] = []
  values.forEach((value, i) => {
    if (isSql(value)) {
      text += value.text
      params.push(...value.params)
    } else {
      text += '?'
      params.push(value)
    }
    text += strings[i + 1] ?? ''
  })
  return { text, params }
}

/** `(?, ?, …)`. An empty list matches nothing. */
export function inList(values: readonly SqlParam[]): Sql {
  return { text: `(${values.map(() => '?').join(', ')})`, params: values }
}

/** For long lists of ids: the statement's text stays the same whatever their number, so it is prepared once. */
export function inIds(ids: readonly number[]): Sql {
  return { text: '(SELECT value FROM json_each(?))', params: [JSON.stringify(ids)] }
}

export function and(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return sql`TRUE`
  return { text: conditions.map(c => c.text).join(' AND '), params: conditions.flatMap(c => c.params) }
}
