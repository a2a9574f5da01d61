import { ActionIcon, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { criterionNameLimit, heaviest, scaleNames } from '#contract/scorecards.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { moved, type CriterionDraft } from '../model/card-draft.ts'
import styles from './ScorecardEditor.module.css'

type Props = { readonly criteria: readonly CriterionDraft[]; readonly onChange: (criteria: readonly CriterionDraft[]) => void }

/** Not disabled: the keyboard would be lost where a criterion arrives at the top or the bottom. */
const atTheEnd = { 'aria-disabled': true, 'data-disabled': true } as const

export function CriteriaEditor({ criteria, onChange }: Props) {
  const { t } = useTranslation()
  const change = (index: number, criterion: CriterionDraft): void => onChange(criteria.with(index, criterion))
  return (
    <div className={styles.criteria}>
      <div className={styles.criterion} aria-hidden="true">
        <span>{t('scorecards.criterion')}</span><span>{t('scorecards.scale')}</span><span>{t('scorecards.weight')}</span><span>{t('scorecards.autoFail')}</span>
      </div>
      {criteria.map((criterion, index) => {
        const number = index + 1
        return (
          <div key={criterion.key} className={styles.criterion}>
            <TextInput
              aria-label={t('scorecards.criterionOf', { number })} value={criterion.name} maxLength={criterionNameLimit}
              onChange={event => change(index, { ...criterion, name: event.currentTarget.value })}
            />
            <NativeSelect
              aria-label={t('scorecards.scaleOf', { number })} value={criterion.scale} data={scaleNames.map(value => ({ value, label: t(`scorecards.scales.${value}`) }))}
              onChange={event => change(index, { ...criterion, scale: scaleNames.find(name => name === event.currentTarget.value) ?? 'yesNo' })}
            />
            <NumberInput
              aria-label={t('scorecards.weightOf', { number })} value={criterion.weight} min={0} max={heaviest} allowDecimal={false} clampBehavior="strict"
              onChange={value => change(index, { ...criterion, weight: Number(value) })}
            />
            <Checkbox
              aria-label={t('scorecards.autoFailOf', { number })} checked={criterion.autoFail}
              onChange={event => change(index, { ...criterion, autoFail: event.currentTarget.checked })}
            />
            {([-1, 1] as const).map(by => (
              <ActionIcon
                key={by} aria-label={t(by < 0 ? 'scorecards.moveUp' : 'scorecards.moveDown', { number })} onClick={() => onChange(moved(criteria, index, by))}
                {...(criteria[index + by] === undefined ? atTheEnd : {})}
              >
                <Icon name={by < 0 ? 'up' : 'down'} size={14} />
              </ActionIcon>
            ))}
            <ActionIcon aria-label={t('scorecards.removeCriterion', { number })} disabled={criteria.length === 1} onClick={() => onChange(criteria.toSpliced(index, 1))}>
              <Icon name="close" size={14} />
            </ActionIcon>
          </div>
        )
      })}
    </div>
  )
}
