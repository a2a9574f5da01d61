import { Radio, SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkAction } from '#contract/bulk.ts'
import { directoryQuery } from '#renderer/data/session.ts'
import { useLanguage } from '#renderer/i18n/use-words.ts'
import { matchText } from '#renderer/ui/fuzzy.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import styles from './Bulk.module.css'

export type Target = Extract<BulkAction, { readonly kind: 'transfer' }>['target']

type Props = { readonly target: Target | null; readonly onChange: (target: Target | null) => void }

const kinds = ['operator', 'line'] as const

/** Who, or which line, takes the dialogs over. */
export function TargetPicker({ target, onChange }: Props) {
  const { t } = useTranslation()
  const compare = new Intl.Collator(useLanguage()).compare
  const [kind, setKind] = useState<Target['kind']>('operator')
  const [text, setText] = useState('')
  const directory = useQuery(directoryQuery()).data
  const shown = (kind === 'operator' ? directory?.operators : directory?.lines)?.filter(({ name, active }) => active && matchText(text, name) !== null) ?? []
  const chosen = target === null ? null : target.kind === 'operator' ? target.operatorId : target.lineId

  return (
    <div className={styles.target}>
      <SegmentedControl
        fullWidth value={kind} data={kinds.map(value => ({ value, label: t(`bulk.target.${value}`) }))} aria-label={t('bulk.target.label')}
        onChange={value => { setKind(value === 'line' ? 'line' : 'operator'); onChange(null) }}
      />
      <TextInput
        data-autofocus aria-label={t(`bulk.target.find.${kind}`)} placeholder={t(`bulk.target.find.${kind}`)} value={text} leftSection={<Icon name="search" size={14} />}
        onChange={event => setText(event.currentTarget.value)}
      />
      <div className={styles.targets} role="radiogroup" aria-label={t(`bulk.target.${kind}`)}>
        {[...shown].sort((one, other) => compare(one.name, other.name)).map(({ id, name }) => (
          <Radio
            key={id} name="bulk-target" label={name} checked={chosen === id} classNames={{ label: styles.targetLabel }}
            onChange={() => onChange(kind === 'operator' ? { kind, operatorId: id } : { kind, lineId: id })}
          />
        ))}
        {shown.length === 0 && <p className={styles.quiet}>{t('bulk.target.none')}</p>}
      </div>
    </div>
  )
}
