import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Range, RangeField } from '#contract/dialogs.ts'
import { countFields } from '../model/filter-fields.ts'
import styles from './FilterBar.module.css'

type Props = {
  readonly field: RangeField
  readonly range: Range
  readonly label: string
  readonly onChange: (range: Range) => void
}

/** From and to; times are typed in minutes. An end that is empty, or no number yet, stays open. */
export function RangeEditor({ field, range, label, onChange }: Props) {
  const { t } = useTranslation()
  const unit = countFields.has(field) ? 1 : 60
  return (
    <div role="group" aria-label={label} className={styles.checks}>
      <div className={styles.ends}>
        <End label={t('filter.from')} value={range.min} unit={unit} onChange={min => onChange({ ...range, min })} />
        <End label={t('filter.to')} value={range.max} unit={unit} onChange={max => onChange({ ...range, max })} />
      </div>
      <p className={styles.hint}>{t(unit === 1 ? 'filter.rangeCount' : 'filter.rangeMinutes')}</p>
    </div>
  )
}

type EndProps = {
  readonly label: string
  readonly value: number | null
  /** How much one typed unit is worth. */
  readonly unit: number
  readonly onChange: (value: number | null) => void
}

function End({ label, value, unit, onChange }: EndProps) {
  const { t } = useTranslation()
  // What is being typed stays as typed while it means the value; else the value was changed from elsewhere.
  const [typed, setTyped] = useState('')
  const text = readNumber(typed, unit) === value ? typed : value === null ? '' : String(Math.round(value / unit * 100) / 100)
  return (
    <TextInput
      label={label} inputMode="decimal" autoComplete="off" value={text} rightSectionWidth={34}
      rightSection={unit === 1 ? null : <span className={styles.note}>{t('filter.minutes')}</span>}
      onChange={event => {
        setTyped(event.currentTarget.value)
        onChange(readNumber(event.currentTarget.value, unit))
      }}
    />
  )
}

/** A comma is as good as a point. */
function readNumber(text: string, unit: number): number | null {
  const number = Number(text.trim().replace(',', '.'))
  return text.trim() === '' || !Number.isFinite(number) || number < 0 || number > MOST ? null : Math.round(number * unit)
}

const MOST = 1e9
