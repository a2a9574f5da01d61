import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Failure } from '#renderer/ui/Failure.tsx'
import { SettingsRow, SettingsSection } from '#renderer/ui/SettingsParts.tsx'
import styles from '#renderer/ui/SettingsParts.module.css'
import { useExportJournal, useRevealJournal } from '../api/unsent-queries.ts'

/** The journal of one's own ratings as a file. */
export function JournalSection() {
  const { t } = useTranslation()
  const write = useExportJournal()
  const reveal = useRevealJournal()
  const failed = write.error ?? reveal.error
  return (
    <SettingsSection title={t('journal.title')}>
      <SettingsRow label={t('journal.what')} text={t('journal.text')}>
        <Button onClick={() => write.mutate()} loading={write.isPending}>{t('journal.export')}</Button>
      </SettingsRow>
      {write.isSuccess && (
        <div className={styles.row}>
          <div className={styles.words} role="status">
            <p>{t('journal.written', { count: write.data.rows })}</p>
            <p className={styles.text}>{write.data.path}</p>
          </div>
          <Button onClick={() => reveal.mutate()} loading={reveal.isPending}>{t('exports.reveal')}</Button>
        </div>
      )}
      {failed && <Failure error={failed} />}
    </SettingsSection>
  )
}
