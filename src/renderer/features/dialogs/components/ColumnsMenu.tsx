import { Button, Checkbox, Popover } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { defaultColumns, dialogColumns, type DialogColumn } from '#contract/dialogs.ts'
import { useSaveSettings, useSettings } from '#renderer/data/use-settings.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import styles from './FilterBar.module.css'

export function ColumnsMenu() {
  const { t } = useTranslation()
  const { columns } = useSettings()
  const save = useSaveSettings()

  function toggle(column: DialogColumn): void {
    const next = dialogColumns.filter(name => columns.includes(name) !== (name === column))
    if (next.length > 0) save.mutate({ columns: next })
  }

  return (
    <Popover position="bottom-end">
      <Popover.Target>
        <Button leftSection={<Icon name="columns" size={14} />}>{t('list.columns')}</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('list.columns')} className={styles.dropdown}>
        <div role="group" aria-label={t('list.columns')} className={styles.checks}>
          <ul className={styles.options} data-tall="">
            {dialogColumns.map(column => (
              <li key={column}>
                <Checkbox
                  checked={columns.includes(column)} disabled={columns.length === 1 && columns[0] === column} onChange={() => toggle(column)}
                  classNames={{ body: styles.option, labelWrapper: styles.optionLabel }} label={t(`column.${column}`)}
                />
              </li>
            ))}
          </ul>
          <p className={styles.hint}>{t('list.columnsText')}</p>
        </div>
        <div className={styles.dropdownFoot}>
          <Button variant="subtle" onClick={() => save.mutate({ columns: [...defaultColumns] })}>{t('list.columnsReset')}</Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
