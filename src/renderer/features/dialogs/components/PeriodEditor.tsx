import { NativeSelect } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { periodFields, periodPresets, type DialogFilter, type Period } from '#contract/dialogs.ts'
import type { SourceKind } from '#contract/portal.ts'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { conditionOf, untoldDate, withCondition } from '../model/filter-fields.ts'
import { ConditionSwitch } from './ConditionSwitch.tsx'
import styles from './FilterBar.module.css'

type Props = {
  readonly filter: DialogFilter
  readonly source: SourceKind
  readonly onChange: (filter: DialogFilter) => void
}

const DAY_MS = 86_400_000

/** Which date, then a usual period or own dates. Every choice holds at once. */
export function PeriodEditor({ filter, source, onChange }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { period } = filter
  const condition = conditionOf(filter, 'period')
  const [field, setField] = useState(period?.field ?? 'created')
  const range = period?.kind === 'range' ? period : null
  // The first of two clicks; the list changes only with the second.
  const [begun, setBegun] = useState<string | null>(null)
  const chosen: [string | null, string | null] = begun !== null
    ? [begun, null]
    : [range?.from ? format.isoDay(range.from) : null, range?.to ? format.isoDay(range.to - 1) : null]

  function changeField(next: string): void {
    const known = periodFields.find(name => name === next)
    if (known === undefined) return
    setField(known)
    if (period !== null) change({ ...period, field: known })
  }

  function change(next: Period): void {
    onChange({ ...filter, period: next })
  }

  function changeDates([from, to]: [string | null, string | null]): void {
    setBegun(to === null ? from : null)
    if (from === null || to === null) return
    change({ kind: 'range', field, from: format.startOfDay(from), to: format.startOfDay(to) + DAY_MS })
  }

  return (
    <div className={styles.period}>
      <div className={styles.periodHead}>
        <span className={styles.hint}>{t('filter.periodField')}</span>
        <NativeSelect
          aria-label={t('filter.periodField')} value={field} onChange={event => changeField(event.currentTarget.value)}
          data={periodFields.map(name => untoldDate(name, source) === null
            ? { value: name, label: t(`periodField.${name}`) }
            : { value: name, label: `${t(`periodField.${name}`)}: ${t('list.columnNotTold')}`, disabled: true })}
        />
      </div>
      <ConditionSwitch canBeEmpty value={condition} onChange={next => onChange(withCondition(filter, 'period', next, field))} />
      {condition === 'empty' && <p className={styles.hint}>{t('filter.periodEmpty')}</p>}
      {condition !== 'empty' && (
        <div className={styles.periodBody}>
          <div className={styles.presets} role="group" aria-label={t('filter.period')}>
            {periodPresets.map(preset => (
              <button
                key={preset} type="button" className={styles.preset} aria-pressed={period?.kind === 'preset' && period.preset === preset}
                onClick={() => change({ kind: 'preset', field, preset })}
              >
                {t(`filter.${preset}`)}
              </button>
            ))}
          </div>
          <div role="group" aria-label={t('filter.range')}>
            <DatePicker
              type="range" size="xs" allowSingleDateInRange hideOutsideDates value={chosen} onChange={changeDates}
              defaultDate={chosen[0] ?? format.isoDay(Date.now())}
              ariaLabels={{
                previousMonth: t('filter.previousMonth'), nextMonth: t('filter.nextMonth'), previousYear: t('filter.previousYear'),
                nextYear: t('filter.nextYear'), previousDecade: t('filter.previousDecade'), nextDecade: t('filter.nextDecade'),
              }}
            />
            <p className={styles.hint}>{t('filter.rangeHint', { zone: format.zone })}</p>
          </div>
        </div>
      )}
    </div>
  )
}
