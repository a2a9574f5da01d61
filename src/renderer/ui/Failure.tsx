import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { Icon } from './icons.tsx'
import styles from './Failure.module.css'

type Props = { readonly error: Error }

/** What failed and what can be done, beside the thing that failed. */
export function Failure({ error }: Props) {
  const { what, next } = useErrorWords()(error)
  return (
    <div className={styles.failure} role="alert">
      <Icon name="warning" size={16} />
      <div>
        <p className={styles.what}>{what}</p>
        <p>{next}</p>
      </div>
    </div>
  )
}
