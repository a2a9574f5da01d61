import { useTranslation } from 'react-i18next'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import styles from '#renderer/ui/SettingsParts.module.css'

type Props = { readonly error: Error | null }

export function SaveFailure({ error }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  if (error === null) return null
  return <p className={styles.failed} role="alert">{t('settings.saveFailed')}: {words(error).what} {words(error).next}</p>
}
