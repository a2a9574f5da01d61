import { Button, CloseButton } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkAction } from '#contract/bulk.ts'
import type { DialogColumn, DialogSort } from '#contract/columns.ts'
import type { DialogFilter } from '#contract/filters.ts'
import { ExportButton } from '#renderer/features/exports/components/ExportButton.tsx'
import { Icon, type IconName } from '#renderer/ui/icons.tsx'
import { selectedCount, SEVERAL, toolbarActions, toRequest, useSelection, type SelectionStore } from '../model/selection.ts'
import { BulkDialog } from './BulkDialog.tsx'
import styles from './Bulk.module.css'

type Props = {
  readonly store: SelectionStore
  readonly filter: DialogFilter
  /** As the list is shown: so it goes into a file. */
  readonly sort: DialogSort
  readonly columns: readonly DialogColumn[]
  /** Dialogs that match the filter. */
  readonly total: number
}

const icons: Readonly<Record<BulkAction['kind'], IconName>> = { finish: 'check', spam: 'warning', transfer: 'leave', markReviewed: 'review', unmarkReviewed: 'undo', copyLinks: 'copy' }

/** Stands below the list: what can be done with the selected dialogs. How it goes is told by `RunStrip`. */
export function BulkBar({ store, filter, sort, columns, total }: Props) {
  const { t } = useTranslation()
  const [acting, setActing] = useState<BulkAction['kind'] | null>(null)
  const selection = useSelection(store)
  const count = selectedCount(selection, total)
  const request = toRequest(selection, filter)
  useEffect(() => store.showList(filter), [store, filter])

  return (
    <>
      {count >= SEVERAL && request !== null && (
        <div className={styles.bar} role="toolbar" data-bulk-bar="" aria-label={t('bulk.toolbar')}>
          <span className={styles.chosen}>
            <span className={styles.count} role="status">{t('bulk.selected', { count })}</span>
            {selection.kind === 'ids' && count < total && (
              <button type="button" className={styles.all} onClick={store.selectAll}>{t('bulk.selectAll', { count: total })}</button>
            )}
          </span>
          <span className={styles.actions}>
            {toolbarActions.map(kind => (
              <Button key={kind} leftSection={<Icon name={icons[kind]} size={14} />} onClick={() => setActing(kind)}>{t(`bulk.action.${kind}`)}</Button>
            ))}
            <ExportButton filter={filter} sort={sort} columns={columns} total={count} selection={request} />
          </span>
          <CloseButton aria-label={t('bulk.clear')} title={t('bulk.clear')} onClick={store.clear} />
        </div>
      )}
      {acting !== null && request !== null && (
        <BulkDialog kind={acting} selection={request} onClose={() => setActing(null)} onStarted={store.clear} />
      )}
    </>
  )
}
