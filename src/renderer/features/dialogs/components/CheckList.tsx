import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '#renderer/ui/icons.tsx'
import type { Option } from '../model/filter-words.ts'
import styles from './FilterBar.module.css'

type Props = {
  readonly label: string
  readonly options: readonly Option[]
  readonly selected: readonly string[]
  readonly onToggle: (value: string) => void
  /** Adds a field that narrows the options; its words. */
  readonly search?: string
}

export function CheckList({ label, options, selected, onToggle, search }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const wanted = plain(text)
  const shown = options.filter(option => plain(option.label).includes(wanted))
  return (
    <div role="group" aria-label={label} className={styles.checks}>
      {search !== undefined && (
        <TextInput
          data-autofocus aria-label={search} placeholder={search} value={text} leftSection={<Icon name="search" size={14} />}
          onChange={event => setText(event.currentTarget.value)}
        />
      )}
      <ul className={styles.options} tabIndex={-1}>
        {shown.map(({ value, label: name, note, reason }) => (
          <li key={value} title={reason}>
            <Checkbox
              checked={selected.includes(value)} disabled={reason !== undefined && !selected.includes(value)} onChange={() => onToggle(value)} classNames={{ body: styles.option, labelWrapper: styles.optionLabel }}
              label={<>{name}{note !== undefined && <span className={styles.note}>{note}</span>}</>}
            />
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className={styles.hint}>{t(options.length === 0 ? 'filter.noOptions' : 'filter.nobodyFound')}</p>}
    </div>
  )
}

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll('ё', 'е')
}
