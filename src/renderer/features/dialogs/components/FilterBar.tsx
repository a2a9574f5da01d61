import { Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogFilter } from '#contract/dialogs.ts'
import { directoryQuery } from '#renderer/data/session.ts'
import { portalReportQuery } from '#renderer/features/portal/api/portal-queries.ts'
import { useFormat, useLanguage } from '#renderer/i18n/use-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { filterFields, filterGroups, isSet, untoldField, withoutIdleTurns, type FilterField, type Untold } from '../model/filter-fields.ts'
import { fieldName, type EditorWords } from '../model/filter-words.ts'
import { FilterChip } from './FilterChip.tsx'
import styles from './FilterBar.module.css'

type Props = {
  readonly filter: DialogFilter
  readonly onChange: (filter: DialogFilter) => void
  /** Stands at the end of the bar. */
  readonly children: ReactNode
}

const groups = ['dialog', 'ratings', 'state', 'numbers'] as const
export function FilterBar({ filter, onChange, children }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const language = useLanguage()
  const directory = useQuery(directoryQuery()).data
  const [opened, setOpened] = useState<FilterField | null>(null)
  const source = useQuery(portalReportQuery()).data?.source ?? 'statistics'
  const words: EditorWords = { t, language, format, directory, source }
  const shown = filterFields.filter(field => isSet(filter, field) || field === opened)

  function open(field: FilterField | null): void {
    setOpened(field)
    // «Is not» without a value has no chip: the filter must not differ by what nobody sees.
    const tidy = withoutIdleTurns(filter)
    if (tidy !== filter) onChange(tidy)
  }

  return (
    <div className={styles.bar} role="group" aria-label={t('filter.label')}>
      {shown.map(field => (
        <FilterChip key={field} field={field} filter={filter} words={words} opened={opened === field} onOpen={open} onChange={onChange} />
      ))}
      <Menu>
        <Menu.Target>
          <button type="button" className={styles.add}><Icon name="plus" size={12} />{t('filter.add')}</button>
        </Menu.Target>
        <Menu.Dropdown className={styles.menu}>
          {groups.map(group => (
            <div key={group} role="group" aria-label={t(`filterGroup.${group}`)}>
              <Menu.Label>{t(`filterGroup.${group}`)}</Menu.Label>
              {filterGroups[group].map(field => (
                <FieldItem key={field} label={fieldName(field, t)} why={untoldField(field, source)} isChosen={isSet(filter, field)} onOpen={() => open(field)} />
              ))}
            </div>
          ))}
        </Menu.Dropdown>
      </Menu>
      {children}
    </div>
  )
}

type FieldItemProps = { readonly label: string; readonly why: Untold; readonly isChosen: boolean; readonly onOpen: () => void }

/** What nobody can tell is named all the same, with the reason why it is no choice. */
function FieldItem({ label, why, isChosen, onOpen }: FieldItemProps) {
  const { t } = useTranslation()
  if (why === null) return <Menu.Item onClick={onOpen} rightSection={isChosen ? <Icon name="check" size={14} /> : null}>{label}</Menu.Item>
  return <Menu.Item disabled title={t(`cell.${why}`)} rightSection={<span className={styles.note}>{t('list.columnNotTold')}</span>}>{label}</Menu.Item>
}
