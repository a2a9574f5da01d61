import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { scorecardLimit, type Scorecard } from '#contract/scorecards.ts'
import { directoryQuery } from '#renderer/data/session.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { SettingsSection } from '#renderer/ui/SettingsParts.tsx'
import parts from '#renderer/ui/SettingsParts.module.css'
import { scorecardsQuery, useRemoveScorecard } from '../api/scorecard-queries.ts'
import { ScorecardEditor } from './ScorecardEditor.tsx'
import styles from './ScorecardEditor.module.css'

const none: readonly Scorecard[] = []

/** The cards and the lines they are used for. */
export function ScorecardsSection() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const read = useQuery(scorecardsQuery())
  const cards = read.data ?? none
  const lines = useQuery(directoryQuery()).data?.lines ?? []
  /** A card's id; `null` is a new one. */
  const [editing, setEditing] = useState<string | null | undefined>(undefined)
  const editor = (card: Scorecard | null) => (
    <ScorecardEditor key={card?.id ?? ''} card={card} cards={cards} lines={lines} onClose={() => setEditing(undefined)} />
  )
  return (
    <SettingsSection title={t('scorecards.title')}>
      <div className={parts.row}><p className={parts.text}>{t('scorecards.text')}</p></div>
      {read.isError && <p className={parts.failed} role="alert">{words(read.error).what} {words(read.error).next}</p>}
      {cards.map(card => (
        <div key={card.id} className={styles.card}>
          <CardRow card={card} lineNames={card.lineIds.map(id => lines.find(line => line.id === id)?.name ?? String(id))} onEdit={() => setEditing(card.id)} />
          {editing === card.id && editor(card)}
        </div>
      ))}
      {editing === null && <div className={styles.card}>{editor(null)}</div>}
      <div className={parts.row}>
        <Button leftSection={<Icon name="plus" size={14} />} disabled={cards.length >= scorecardLimit} onClick={() => setEditing(null)}>{t('scorecards.add')}</Button>
      </div>
    </SettingsSection>
  )
}

type CardRowProps = { readonly card: Scorecard; readonly lineNames: readonly string[]; readonly onEdit: () => void }

function CardRow({ card, lineNames, onEdit }: CardRowProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  /** Null: not asked yet. Once asked and not removed, the button has the keyboard again. */
  const [asking, setAsking] = useState<boolean | null>(null)
  const remove = useRemoveScorecard()
  const { name } = card
  return (
    <>
      <div className={parts.row}>
        <div className={parts.words}>
          <p>{asking ? t('scorecards.removeAsk', { name }) : name}</p>
          {!asking && (
            <p className={parts.text}>
              {t('scorecards.criteria', { count: card.criteria.length })} · {lineNames.length === 0 ? t('scorecards.noLines') : lineNames.join(', ')}
            </p>
          )}
        </div>
        <div className={styles.buttons}>
          {asking
            ? (
              <>
                <Button autoFocus onClick={() => setAsking(false)}>{t('scorecards.cancel')}</Button>
                <Button loading={remove.isPending} onClick={() => remove.mutate(card.id)}>{t('scorecards.remove')}</Button>
              </>
            )
            : (
              <>
                <Button aria-label={t('scorecards.editOf', { name })} onClick={onEdit}>{t('scorecards.edit')}</Button>
                <Button autoFocus={asking === false} aria-label={t('scorecards.removeOf', { name })} onClick={() => setAsking(true)}>{t('scorecards.remove')}</Button>
              </>
            )}
        </div>
      </div>
      {remove.isError && <p className={parts.failed} role="alert">{words(remove.error).what} {words(remove.error).next}</p>}
    </>
  )
}
