import { Button, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ExportRun } from '#contract/exports.ts'
import { useErrorWords, useFormat } from '#renderer/i18n/use-words.ts'
import { Icon, type IconName } from '#renderer/ui/icons.tsx'
import { Screen } from '#renderer/ui/Screen.tsx'
import { StateMessage } from '#renderer/ui/StateMessage.tsx'
import { exportsQuery } from '../api/export-queries.ts'
import { RunActions } from './RunActions.tsx'
import styles from './Exports.module.css'

const icons: Readonly<Record<ExportRun['state'], IconName>> = { running: 'download', done: 'check', failed: 'warning', cancelled: 'close' }

export function ExportsScreen() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const runs = useQuery(exportsQuery())
  return (
    <Screen title={t('exports.title')} text={t('exports.text')}>
      {runs.isError && runs.data === undefined && (
        <StateMessage icon="warning" role="alert" title={t('exports.failedTitle')} text={`${words(runs.error).what} ${words(runs.error).next}`}>
          <Button onClick={() => void runs.refetch()}>{t('app.retry')}</Button>
        </StateMessage>
      )}
      {runs.data?.length === 0 && <StateMessage icon="download" title={t('exports.emptyTitle')} text={t('exports.emptyText')} />}
      {runs.data !== undefined && runs.data.length > 0 && (
        <ul className={styles.runs} aria-label={t('exports.title')}>
          {runs.data.map(run => <RunItem key={run.id} run={run} />)}
        </ul>
      )}
    </Screen>
  )
}

function RunItem({ run }: { readonly run: ExportRun }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useErrorWords()
  const fileName = run.path.split(/[/\\]/).at(-1) ?? run.path
  const rows = run.state === 'done' ? t('exports.rows', { count: run.rows }) : t('exports.rowsOf', { rows: run.rows, total: run.total })
  return (
    <li className={styles.run} data-state={run.state} aria-label={`${fileName}, ${t(`exports.${run.state}`)}`}>
      <span className={styles.runIcon}><Icon name={icons[run.state]} size={16} /></span>
      <div className={styles.runText}>
        <p><b>{fileName}</b></p>
        <p className={styles.path} title={run.path}>{run.path}</p>
        <p className={styles.note}>
          <span className={styles.runState}>{t(`exports.${run.state}`)}</span> · {rows}{run.scope === 'selection' && <> · {t('exports.ofSelection')}</>} · <time>{format.moment(run.startedAt, Date.now())}</time>
          {run.state === 'done' && run.rows < run.total && <> · <span className={styles.failed}>{t('exports.fewer', { total: run.total })}</span></>}
        </p>
        {run.error !== null && run.state === 'failed' && <p className={styles.failed}>{words(run.error).what} {words(run.error).next}</p>}
        {run.state === 'running' && (
          <Progress size="sm" value={run.total === 0 ? 0 : run.rows / run.total * 100} aria-label={t('exports.progress')} className={styles.bar} />
        )}
      </div>
      <RunActions run={run} />
    </li>
  )
}
