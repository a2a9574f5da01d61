import { Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogFilter } from '#contract/dialogs.ts'
import { directoryQuery } from '#renderer/data/session.ts'
import { useFormat, useLanguage } from '#renderer/i18n/use-words.ts'
import { sameFilter } from '#renderer/route/route.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { filterFields, filterGroups, isSet, type FilterField } from '../model/filter-fields.ts'
import type { FilterWords } from '../model/filter-words.ts'
import { FilterChip } from './FilterChip.tsx'
import styles from './FilterBar.module.css'

type Props = {
  readonly filter: DialogFilter
  /** What the view itself asks for. */
  readonly viewFilter: DialogFilter
  readonly onChange: (filter: DialogFilter) => void
  /** Stands at the end of the bar. */
  readonly children: ReactNode
}

const groups = ['dialog', 'ratings', 'state', 'numbers'] as const
/** No portal tells it, so it is not offered; a link may still ask for it. */
const untold = 'form'

export function FilterBar({ filter, viewFilter, onChange, children }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const language = useLanguage()
  const directory = useQuery(directoryQuery()).data
  const [opened, setOpened] = useState<FilterField | null>(null)
  const words: FilterWords = { t, language, format, directory }
  const shown = filterFields.filter(field => isSet(filter, field) || field === opened)
  return (
    <div className={styles.bar} role="group" aria-label={t('filter.label')}>
      {shown.map(field => (
        <FilterChip key={field} field={field} filter={filter} words={words} opened={opened === field} onOpen={setOpened} onChange={onChange} />
      ))}
      <Menu>
        <Menu.Target>
          <button type="button" className={styles.add}><Icon name="plus" size={12} />{t('filter.add')}</button>
        </Menu.Target>
        <Menu.Dropdown className={styles.menu}>
          {groups.map(group => (
            <div key={group} role="group" aria-label={t(`filterGroup.${group}`)}>
              <Menu.Label>{t(`filterGroup.${group}`)}</Menu.Label>
              {filterGroups[group].filter(field => field !== untold).map(field => (
                <Menu.Item key={field} onClick={() => setOpened(field)} rightSection={isSet(filter, field) ? <Icon name="check" size={14} /> : null}>
                  {t(`filter.${field}`)}
                </Menu.Item>
              ))}
            </div>
          ))}
        </Menu.Dropdown>
      </Menu>
      {!sameFilter(filter, viewFilter) && (
        <button type="button" className={styles.reset} onClick={() => onChange(viewFilter)}>{t('filter.reset')}</button>
      )}
      {children}
    </div>
  )
}
