import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogFilter, Range, RangeField } from '#contract/dialogs.ts'
import { conditionOf, countFields, withCondition, withRange, type Condition } from '../model/filter-fields.ts'
import { ConditionSwitch } from './ConditionSwitch.tsx'
import styles from './FilterBar.module.css'

type Props = {
  readonly field: RangeField
  readonly filter: DialogFilter
  readonly label: string
  readonly onChange: (filter: DialogFilter) => void
}

/** From and to; times are typed in minutes. An end that is empty, or no number yet, stays open; both open is no condition. */
export function RangeEditor({ field, filter, label, onChange }: Props) {
  const { t } = useTranslation()
  const unit = countFields.has(field) ? 1 : 60
  const condition = conditionOf(filter, field)
  const range = filter.ranges[field] ?? { min: null, max: null }

  function change(next: Range): void {
    onChange(withRange(filter, field, next.min === null && next.max === null ? null : next))
  }

  return (
    <div role="group" aria-label={label} className={styles.checks}>
      <ConditionSwitch canBeEmpty value={condition} onChange={next => onChange(withCondition(filter, field, next))} />
      {condition !== 'empty' && (
        <div className={styles.ends}>
          <End label={t('filter.from')} value={range.min} unit={unit} onChange={min => change({ ...range, min })} />
          <End label={t('filter.to')} value={range.max} unit={unit} onChange={max => change({ ...range, max })} />
        </div>
      )}
      <p className={styles.hint}>{t(hintOf(condition, range, unit))}</p>
    </div>
  )
}

function hintOf(condition: Condition, { min, max }: Range, unit: number) {
  if (condition === 'empty') return 'filter.rangeEmpty'
  if (min !== null && max !== null && min > max) return 'filter.rangeReversed'
  if (condition === 'not') return 'filter.rangeNot'
  return unit === 1 ? 'filter.rangeCount' : 'filter.rangeMinutes'
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
