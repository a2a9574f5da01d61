import { useTranslation } from 'react-i18next'
import type { DialogColumn, DialogSort } from '#contract/dialogs.ts'
import { numberLike } from '../model/columns.tsx'
import styles from './DialogTable.module.css'

type Head = {
  readonly id: string
  readonly sorts: boolean
  readonly sorted: false | 'asc' | 'desc'
  /** Among the sorted ones, from 0. */
  readonly place: number
  /** `adding`: after the columns that sort already. */
  readonly toggle: (adding: boolean) => void
}

type Props = {
  readonly heads: readonly Head[]
  /** Sorted by more than one: the order of them is shown. */
  readonly several: boolean
}

const ariaSort: Readonly<Record<DialogSort['direction'], 'ascending' | 'descending'>> = { asc: 'ascending', desc: 'descending' }

export function DialogTableHead({ heads, several }: Props) {
  const { t } = useTranslation()
  return (
    <div role="row" aria-rowindex={1} className={styles.head}>
      {heads.map(({ id, sorts, sorted, place, toggle }) => {
        // Columns are made from DialogColumn names, so an id of theirs is one.
        const column = id as DialogColumn
        return (
          <div
            key={id} role="columnheader" className={styles.headCell} data-end={numberLike.has(column) || undefined}
            aria-sort={sorted === false ? undefined : ariaSort[sorted]} aria-label={t(`column.${column}`)}
          >
            <button
              type="button" tabIndex={-1} className={styles.sort} data-sorted={sorted || undefined} disabled={!sorts} onClick={event => toggle(event.shiftKey)}
              title={sorts ? t('list.sortHint', { column: t(`column.${column}`) }) : t(`column.${column}`)}
            >
              <span>{t(`columnHead.${column}`)}</span>
              {sorted !== false && <span className={styles.arrow} aria-hidden="true">{sorted === 'asc' ? '↑' : '↓'}{several && place + 1}</span>}
            </button>
          </div>
        )
      })}
    </div>
  )
}
