import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Condition } from '../model/filter-fields.ts'

type Props = {
  readonly value: Condition
  /** Whether "empty" is a choice. */
  readonly canBeEmpty?: boolean
  readonly onChange: (condition: Condition) => void
}

/** How the condition below is meant. */
export function ConditionSwitch({ value, canBeEmpty = false, onChange }: Props) {
  const { t } = useTranslation()
  const is = { value: 'is', label: t('filter.is') } as const
  const not = { value: 'not', label: t('filter.isNot') } as const
  const empty = { value: 'empty', label: t('filter.isEmpty') } as const
  return (
    <SegmentedControl<Condition>
      fullWidth aria-label={t('filter.condition')} value={value} onChange={onChange}
      data={canBeEmpty ? [is, not, empty] : [is, not]}
    />
  )
}
