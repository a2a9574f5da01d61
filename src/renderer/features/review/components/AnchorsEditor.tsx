import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ratingSteps, useOwnRatingWords } from '#renderer/data/rating-words.ts'
import parts from '#renderer/ui/SettingsParts.module.css'
import styles from './Review.module.css'

type Props = { readonly anchors: readonly string[]; readonly onChange: (anchors: string[]) => void }

const ANCHOR_LIMIT = 60

/** Kept when a field is left, not at every letter. */
export function AnchorsEditor({ anchors, onChange }: Props) {
  const { t } = useTranslation()
  const own = useOwnRatingWords()
  return (
    <div className={`${parts.row} ${styles.block}`}>
      <div><p>{t('reviewSettings.anchors')}</p><p className={parts.text}>{t('reviewSettings.anchorsText')}</p></div>
      <div className={styles.anchors}>
        {ratingSteps.map(step => [
          <b key={`${step}-number`} aria-hidden="true">{step}</b>,
          <TextInput
            key={`${step}-${anchors[step - 1]}`} aria-label={t('reviewSettings.anchor', { step })} defaultValue={anchors[step - 1]} placeholder={own.anchor(step)}
            maxLength={ANCHOR_LIMIT}
            onBlur={event => {
              const text = event.currentTarget.value.trim()
              if (text !== anchors[step - 1]) onChange(anchors.with(step - 1, text))
            }}
          />,
        ])}
      </div>
    </div>
  )
}
