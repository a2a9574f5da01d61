import { Button, Modal } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BulkRow, BulkRun } from '#contract/bulk.ts'
import { dialogRowsQuery } from '#renderer/data/dialog-rows.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { Failure } from '#renderer/ui/Failure.tsx'
import { useFocusBack } from '#renderer/ui/focus.ts'
import { bulkResultQuery } from '../api/bulk-queries.ts'
import styles from './Bulk.module.css'

type Props = { readonly run: BulkRun; readonly onClose: () => void }

/** Those that want to be looked at come first, so the cut leaves out what went well. */
const mostShown = 300

/** What became of each dialog. */
export function RunResult({ run, onClose }: Props) {
  const { t } = useTranslation()
  useFocusBack()
  const client = useQueryClient()
  const result = useQuery(bulkResultQuery(run.id))
  const rows = result.data?.rows ?? []
  const shown = rows.slice(0, mostShown)
  const names = new Map(useQuery(dialogRowsQuery(client, shown.map(row => row.sessionId))).data?.map(row => [row.id, row.clientName]))
  return (
    <Modal opened onClose={onClose} size={620} title={t('bulk.resultTitle')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      {result.isError && <Failure error={result.error} />}
      <ul className={styles.rows} tabIndex={0} aria-label={t('bulk.resultTitle')}>
        {shown.map(row => <RowItem key={row.sessionId} row={row} ended={run.finishedAt !== null} name={names.get(row.sessionId) ?? null} />)}
      </ul>
      {rows.length > shown.length && <p className={styles.quiet}>{t('bulk.moreRows', { count: rows.length - shown.length })}</p>}
      <div className={styles.dialogActions}><Button data-autofocus onClick={onClose}>{t('app.close')}</Button></div>
    </Modal>
  )
}

function RowItem({ row, ended, name }: { readonly row: BulkRow; readonly ended: boolean; readonly name: string | null }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const why = row.error !== null ? words(row.error).what : row.obstacle !== null ? t(`bulk.obstacle.${row.obstacle}`) : null
  return (
    <li className={styles.row} data-state={row.state}>
      <span className={styles.rowName} dir="auto" title={name ?? undefined}>{name ?? t('row.noName')}</span>
      <span className={styles.number}>№ {row.sessionId}</span>
      <span className={styles.rowState}>{t(row.state === 'waiting' && ended ? 'bulk.notTried' : `bulk.rowState.${row.state}`)}</span>
      {why !== null && <span className={styles.why}>{why}</span>}
    </li>
  )
}
