import { useTranslation } from 'react-i18next'
import type { DialogColumn, DialogSort } from '#contract/dialogs.ts'
import { numberLike } from '../model/columns.tsx'
import styles from './DialogTable.module.css'

type Head = {
  readonly id: string
  readonly sorted: false | 'asc' | 'desc'
  readonly toggle: () => void
}

type Props = { readonly heads: readonly Head[] }

const ariaSort: Readonly<Record<DialogSort['direction'], 'ascending' | 'descending'>> = { asc: 'ascending', desc: 'descending' }

export function DialogTableHead({ heads }: Props) {
  const { t } = useTranslation()
  return (
    <div role="row" aria-rowindex={1} className={styles.head}>
      {heads.map(({ id, sorted, toggle }) => {
        // Columns are made from DialogColumn names, so an id of theirs is one.
        const column = id as DialogColumn
        return (
          <div
            key={id} role="columnheader" className={styles.headCell} data-end={numberLike.has(column) || undefined}
            aria-sort={sorted === false ? undefined : ariaSort[sorted]} aria-label={t(`column.${column}`)}
          >
            <button type="button" tabIndex={-1} className={styles.sort} data-sorted={sorted || undefined} onClick={toggle} title={t(`column.${column}`)}>
              <span>{t(`columnHead.${column}`)}</span>
              {sorted !== false && <span className={styles.arrow} aria-hidden="true">{sorted === 'asc' ? '↑' : '↓'}</span>}
            </button>
          </div>
        )
      })}
    </div>
  )
}
