import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ExportRun } from '#contract/exports.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { exportsQuery } from '../api/export-queries.ts'
import { RunActions } from './RunActions.tsx'
import styles from './Exports.module.css'

type Props = {
  /** The run as it was when the toast appeared; newer news comes from the list. */
  readonly run: ExportRun
}

export function ExportToast({ run: first }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const run = useQuery(exportsQuery()).data?.find(({ id }) => id === first.id) ?? first
  return (
    <>
      <p>{run.state === 'done' ? t('exports.rows', { count: run.rows }) : t('exports.rowsOf', { rows: run.rows, total: run.total })}</p>
      {run.state === 'done' && <p className={styles.path} title={run.path}>{run.path}</p>}
      {run.state === 'failed' && run.error !== null && <p>{words(run.error).what} {words(run.error).next}</p>}
      <div className={styles.toastActions}><RunActions run={run} /></div>
    </>
  )
}
