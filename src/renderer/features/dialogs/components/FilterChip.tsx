import { Button, Popover } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DialogFilter } from '#contract/dialogs.ts'
import { useFocusBack } from '#renderer/ui/focus.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { isSet, withoutField, type FilterField } from '../model/filter-fields.ts'
import { filterLabel, filterValueWords, type EditorWords } from '../model/filter-words.ts'
import { FilterEditor } from './FilterEditor.tsx'
import styles from './FilterBar.module.css'

type Props = {
  readonly field: FilterField
  readonly filter: DialogFilter
  readonly words: EditorWords
  readonly opened: boolean
  readonly onOpen: (field: FilterField | null) => void
  readonly onChange: (filter: DialogFilter) => void
}

/** One condition in words; a click changes it, the cross takes it away. */
export function FilterChip({ field, filter, words, opened, onOpen, onChange }: Props) {
  const { t } = useTranslation()
  useFocusBack()
  const label = filterLabel(filter, field, words)
  // As at the head of its column; the full name is in the title.
  const short = field === 'supervisorRatings' ? t('columnHead.supervisorRating') : label
  const value = filterValueWords(filter, field, words)
  return (
    <Popover opened={opened} onChange={open => onOpen(open ? field : null)}>
      <span className={styles.chip} data-open={opened || undefined}>
        <Popover.Target>
          <button
            type="button" className={styles.chipValue} aria-label={`${t('filter.change', { name: short })}: ${value}`} title={`${label} ${value}`}
            onClick={() => onOpen(opened ? null : field)}
          >
            {short} <b>{value}</b>
          </button>
        </Popover.Target>
        <button
          type="button" className={styles.chipRemove} aria-label={t('filter.remove', { name: label })}
          onClick={() => { onOpen(null); onChange(withoutField(filter, field)) }}
        >
          <Icon name="close" size={12} />
        </button>
      </span>
      <Popover.Dropdown aria-label={label} className={styles.dropdown}>
        <FilterEditor field={field} filter={filter} words={words} label={label} onChange={onChange} />
        {isSet(filter, field) && (
          <div className={styles.dropdownFoot}>
            <Button variant="subtle" onClick={() => onChange(withoutField(filter, field))}>{t('filter.clear')}</Button>
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
