import { Button, Checkbox, Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { columnGroups, columnOrigin, defaultColumns, type DialogColumn } from '#contract/dialogs.ts'
import { useSaveSettings, useSettings } from '#renderer/data/use-settings.ts'
import { portalReportQuery } from '#renderer/features/portal/api/portal-queries.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { withShown } from '../model/column-order.ts'
import { ColumnOrder } from './ColumnOrder.tsx'
import styles from './FilterBar.module.css'

const groups = ['general', 'ratings', 'dates', 'times', 'crm'] as const

/** Which columns, by group, and beside them in which order. */
export function ColumnsMenu() {
  const { t } = useTranslation()
  const { columns } = useSettings()
  const save = useSaveSettings()
  const change = (next: readonly DialogColumn[]): void => save.mutate({ columns: [...next] })
  return (
    <Popover position="bottom-end">
      <Popover.Target>
        <Button leftSection={<Icon name="columns" size={14} />}>{t('list.columns')}</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('list.columns')} className={styles.dropdown}>
        <div className={styles.columns}>
          <div className={styles.checks}>
            <div className={styles.options} data-tall="" tabIndex={-1}>
              {groups.map(group => (
                <div key={group} role="group" aria-label={t(`columnGroup.${group}`)}>
                  <p className={styles.hint}>{t(`columnGroup.${group}`)}</p>
                  <ul>
                    {columnGroups[group].map(column => (
                      <ColumnCheck key={column} column={column} columns={columns} onToggle={() => change(withShown(columns, column))} />
                    ))}
                  </ul>
                </div>
              ))}
            </div>
            <p className={styles.hint}>{t('list.columnsText')}</p>
          </div>
          <ColumnOrder columns={columns} onChange={change} />
        </div>
        <div className={styles.dropdownFoot}>
          <Button variant="subtle" onClick={() => change(defaultColumns)}>{t('list.columnsReset')}</Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

type CheckProps = { readonly column: DialogColumn; readonly columns: readonly DialogColumn[]; readonly onToggle: () => void }

function ColumnCheck({ column, columns, onToggle }: CheckProps) {
  const { t } = useTranslation()
  const source = useQuery(portalReportQuery()).data?.source ?? 'statistics'
  const origin = columnOrigin(column, source)
  const reason = origin === 'untold' || origin === 'source' ? t(`cell.${origin}`) : null
  return (
    <li title={reason ?? undefined}>
      <Checkbox
        checked={columns.includes(column)} disabled={columns.length === 1 && columns[0] === column} onChange={onToggle}
        classNames={{ body: styles.option, labelWrapper: styles.optionLabel }}
        label={<>{t(`column.${column}`)}{reason !== null && <span className={styles.note}>{t('list.columnNotTold')}</span>}</>}
      />
    </li>
  )
}
