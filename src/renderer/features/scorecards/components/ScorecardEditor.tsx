import { Button, Checkbox, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Line } from '#contract/directory.ts'
import { criteriaLimit, type Scorecard } from '#contract/scorecards.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { useFocusBack } from '#renderer/ui/focus.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import parts from '#renderer/ui/SettingsParts.module.css'
import { useSaveScorecard } from '../api/scorecard-queries.ts'
import { cardOf, draftOf, newCriterion, type CardDraft } from '../model/card-draft.ts'
import { CriteriaEditor } from './CriteriaEditor.tsx'
import styles from './ScorecardEditor.module.css'

type Props = {
  /** Null: a new one. */
  readonly card: Scorecard | null
  readonly cards: readonly Scorecard[]
  readonly lines: readonly Line[]
  readonly onClose: () => void
}

const NAME_LIMIT = 80

/** Kept as a whole, when it is saved: half a card would judge dialogs wrongly. */
export function ScorecardEditor({ card, cards, lines, onClose }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const [draft, setDraft] = useState(() => draftOf(card))
  const [added, setAdded] = useState(0)
  const nameRef = useRef<HTMLInputElement>(null)
  const save = useSaveScorecard()
  useFocusBack()
  useEffect(() => nameRef.current?.focus(), [])
  const ready = cardOf(card?.id ?? null, draft)
  const change = (part: Partial<CardDraft>): void => setDraft({ ...draft, ...part })

  function lineLabel({ id, name }: Line): string {
    const holder = cards.find(other => other.id !== card?.id && other.lineIds.includes(id))
    return holder ? t('scorecards.takenFrom', { line: name, card: holder.name }) : name
  }

  return (
    <form
      className={styles.editor} aria-label={card?.name ?? t('scorecards.add')}
      onSubmit={event => { event.preventDefault(); if (ready) save.mutate(ready, { onSuccess: onClose }) }}
    >
      <TextInput ref={nameRef} label={t('scorecards.name')} value={draft.name} maxLength={NAME_LIMIT} onChange={event => change({ name: event.currentTarget.value })} />
      <CriteriaEditor criteria={draft.criteria} onChange={criteria => change({ criteria })} />
      <div>
        <Button
          leftSection={<Icon name="plus" size={14} />} disabled={draft.criteria.length >= criteriaLimit}
          onClick={() => { setAdded(added + 1); change({ criteria: [...draft.criteria, newCriterion(`added ${added}`)] }) }}
        >
          {t('scorecards.addCriterion')}
        </Button>
      </div>
      <p className={parts.text}>{t('scorecards.autoFailText')}</p>
      <fieldset className={styles.lines}>
        <legend>{t('scorecards.lines')}</legend>
        {lines.map(line => (
          <Checkbox
            key={line.id} label={lineLabel(line)} checked={draft.lineIds.includes(line.id)}
            onChange={event => change({ lineIds: event.currentTarget.checked ? [...draft.lineIds, line.id] : draft.lineIds.filter(id => id !== line.id) })}
          />
        ))}
      </fieldset>
      {save.isError && <p className={styles.failed} role="alert">{words(save.error).what} {words(save.error).next}</p>}
      <div className={styles.buttons}>
        <Button type="submit" variant="filled" disabled={ready === null} loading={save.isPending}>{t('scorecards.save')}</Button>
        <Button onClick={onClose}>{t('scorecards.cancel')}</Button>
        {ready === null && <p className={parts.text}>{t('scorecards.incomplete')}</p>}
      </div>
    </form>
  )
}
