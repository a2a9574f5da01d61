import { Button, Checkbox, Popover, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { columnGroups, columnOrigin, type DialogColumn } from '#contract/dialogs.ts'
import { densities, type ViewColumn, type ViewLayout } from '#contract/views.ts'
import { useSaveSettings, useSettings } from '#renderer/data/use-settings.ts'
import { portalReportQuery } from '#renderer/features/portal/api/portal-queries.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { inOrder, withShown } from '../model/column-order.ts'
import { ColumnOrder } from './ColumnOrder.tsx'
import styles from './FilterBar.module.css'

const groups = ['general', 'ratings', 'dates', 'times', 'crm'] as const

type Props = { readonly layout: ViewLayout; readonly onLayout: (layout: ViewLayout | null) => void }

/** Which columns, by group, and beside them in which order; how high the rows are. */
export function ColumnsMenu({ layout, onLayout }: Props) {
  const { t } = useTranslation()
  const saveSettings = useSaveSettings()
  const usual = useSettings().columns
  const columns = inOrder(layout.columns)
  const names = columns.map(({ column }) => column)
  const change = (next: readonly ViewColumn[]): void => onLayout({ ...layout, columns: [...next] })
  return (
    <Popover position="bottom-end">
      <Popover.Target>
        <Button leftSection={<Icon name="columns" size={14} />} title={t('list.columns')}>{t('list.columns')}</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('list.columns')} className={styles.dropdown}>
        <div className={styles.density}>
          <span id="list-density" className={styles.hint}>{t('list.density')}</span>
          <SegmentedControl
            aria-labelledby="list-density" size="xs" value={layout.density} data={densities.map(density => ({ value: density, label: t(`density.${density}`) }))}
            onChange={value => onLayout({ ...layout, density: densities.find(density => density === value) ?? layout.density })}
          />
        </div>
        <div className={styles.columns}>
          <div className={styles.checks}>
            <div className={styles.options} data-tall="" tabIndex={-1}>
              {groups.map(group => (
                <div key={group} role="group" aria-label={t(`columnGroup.${group}`)}>
                  <p className={styles.hint}>{t(`columnGroup.${group}`)}</p>
                  <ul>
                    {columnGroups[group].map(column => (
                      <ColumnCheck key={column} column={column} columns={names} onToggle={() => change(withShown(columns, column))} />
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
          <Button
            variant="subtle" title={t('list.columnsForAllText')} disabled={names.join() === usual.join()} onClick={() => saveSettings.mutate({ columns: names })}
          >
            {t('list.columnsForAll')}
          </Button>
          <Button variant="subtle" onClick={() => onLayout(null)}>{t('list.columnsReset')}</Button>
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
