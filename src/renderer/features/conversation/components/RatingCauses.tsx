import { useTranslation } from 'react-i18next'
import { useRatingWords } from '#renderer/data/rating-words.ts'
import { Key } from '#renderer/ui/Key.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { hasTag, withTagToggled } from '../model/comment-text.ts'
import styles from './RatingForm.module.css'

type Props = { readonly comment: string; readonly onChange: (comment: string) => void }

/** What a low rating is for; chosen ones stand in the comment as hashtags, where the operator reads them. */
export function RatingCauses({ comment, onChange }: Props) {
  const { t } = useTranslation()
  const { causes } = useRatingWords()
  const toggle = (cause: string): void => onChange(withTagToggled(comment, cause))
  useHotkeys(Object.fromEntries(causes.map((cause, index) => [`Shift+Digit${index + 1}`, () => toggle(cause)])))
  if (causes.length === 0) return null
  return (
    <div className={styles.causes} role="group" aria-label={t('reviewForm.causes')}>
      {causes.map((cause, index) => (
        <button key={cause} type="button" className={styles.cause} aria-pressed={hasTag(comment, cause)} onClick={() => toggle(cause)}>
          <Key>{`⇧${index + 1}`}</Key>{cause}
        </button>
      ))}
    </div>
  )
}
