import { Button, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useOwnRatingWords } from '#renderer/data/rating-words.ts'
import parts from '#renderer/ui/SettingsParts.module.css'
import styles from './Review.module.css'

type Props = {
  /** Null for the program's own. */
  readonly causes: readonly string[] | null
  readonly onChange: (causes: string[] | null) => void
}

const CAUSES_LIMIT = 9
const CAUSE_LENGTH = 40

export function CausesEditor({ causes, onChange }: Props) {
  const { t } = useTranslation()
  const own = useOwnRatingWords()
  const text = (causes ?? own.causes).join('\n')

  function keep(written: string): void {
    if (written === text) return
    const lines = written.split('\n').map(line => line.trim().slice(0, CAUSE_LENGTH)).filter(line => line !== '')
    onChange([...new Set(lines)].slice(0, CAUSES_LIMIT))
  }

  return (
    <div className={`${parts.row} ${styles.block}`}>
      <div><p>{t('reviewSettings.causes')}</p><p className={parts.text}>{t('reviewSettings.causesText')}</p></div>
      <Textarea key={text} aria-label={t('reviewSettings.causes')} defaultValue={text} rows={6} onBlur={event => keep(event.currentTarget.value)} />
      {causes !== null && <div className={styles.buttons}><Button onClick={() => onChange(null)}>{t('reviewSettings.own')}</Button></div>}
    </div>
  )
}
