import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { dialogFilterSchema, type DialogFilter, type ListField } from '#contract/dialogs.ts'
import { conditionOf, isFlag, isListField, knownValues, untoldField, withCondition, withToggled, type FilterField } from '../model/filter-fields.ts'
import { fieldOptions, type EditorWords } from '../model/filter-words.ts'
import { CheckList } from './CheckList.tsx'
import { ConditionSwitch } from './ConditionSwitch.tsx'
import { PeriodEditor } from './PeriodEditor.tsx'
import { RangeEditor } from './RangeEditor.tsx'
import styles from './FilterBar.module.css'

type Props = {
  readonly field: FilterField
  readonly filter: DialogFilter
  readonly words: EditorWords
  readonly label: string
  readonly onChange: (filter: DialogFilter) => void
}

/** What a chip opens: each kind of condition has an editor of its own. Every choice holds at once. */
export function FilterEditor({ field, filter, words, label, onChange }: Props) {
  const { t } = useTranslation()
  const why = untoldField(field, words.source)
  if (why !== null) return <p className={styles.hint} role="note">{t(`cell.${why}`)}</p>
  if (field === 'period') return <PeriodEditor filter={filter} source={words.source} onChange={onChange} />
  if (field === 'comment') {
    return (
      <div className={styles.checks}>
        <ConditionSwitch value={conditionOf(filter, field)} onChange={condition => onChange(withCondition(filter, field, condition))} />
        <TextInput
          data-autofocus aria-label={label} placeholder={t('filter.commentHint')} value={filter.comment} maxLength={COMMENT_LIMIT} spellCheck={false}
          onChange={event => onChange({ ...filter, comment: event.currentTarget.value })}
        />
      </div>
    )
  }
  if (isListField(field)) return <ListEditor field={field} filter={filter} words={words} label={label} onChange={onChange} />
  return <RangeEditor field={field} filter={filter} label={label} onChange={onChange} />
}

const COMMENT_LIMIT = dialogFilterSchema.shape.comment.unwrap().maxLength ?? 0

type ListProps = Omit<Props, 'field'> & { readonly field: ListField }

function ListEditor({ field, filter, words, label, onChange }: ListProps) {
  const { t } = useTranslation()
  // What the portal's directory holds can be long.
  const search = knownValues(field) === null && field !== 'supervisorRatings'
  return (
    <div className={styles.checks}>
      {!isFlag(field) && <ConditionSwitch value={conditionOf(filter, field)} onChange={condition => onChange(withCondition(filter, field, condition))} />}
      <CheckList
        label={label} options={fieldOptions(field, words)} selected={filter[field].map(String)} onToggle={item => onChange(withToggled(filter, field, item))}
        {...(search ? { search: t('filter.find') } : {})}
      />
    </div>
  )
}
