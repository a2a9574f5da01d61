import { Button, Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Selection } from '#contract/bulk.ts'
import type { DialogColumn, DialogFilter, DialogSort } from '#contract/dialogs.ts'
import { appInfoQuery } from '#renderer/data/session.ts'
import { useErrorWords, useFormat } from '#renderer/i18n/use-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { useStartExport } from '../api/export-queries.ts'
import styles from './Exports.module.css'

type Props = {
  readonly filter: DialogFilter
  readonly sort: DialogSort
  readonly columns: readonly DialogColumn[]
  /** Null while the list is being read. */
  readonly total: number | null
  /** Null: all of the list. */
  readonly selection?: Selection | null
}

/** Says what will be written and where before anything is. */
export function ExportButton({ filter, sort, columns, total, selection = null }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useErrorWords()
  const [opened, setOpened] = useState(false)
  const folder = useQuery(appInfoQuery()).data?.exportsFolder ?? ''
  const start = useStartExport()
  useHotkeys(selection === null ? { 'Ctrl+KeyE': () => setOpened(true) } : {})

  function submit(): void {
    start.mutate({ filter, sort, columns: [...columns], selection }, { onSuccess: () => setOpened(false) })
  }

  return (
    <Popover position={selection === null ? 'bottom-end' : 'top-start'} opened={opened} onChange={open => { setOpened(open); start.reset() }}>
      <Popover.Target>
        <Button leftSection={<Icon name="download" size={14} />} title={t('exports.button')} onClick={() => setOpened(!opened)}>{t('exports.button')}</Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.popover} aria-label={t('exports.heading')}>
        <h2 className={styles.heading}>{t('exports.heading')}</h2>
        <p className={styles.what}>
          {t('exports.what', { dialogs: total === null ? t('exports.uncounted') : t(selection === null ? 'exports.dialogs' : 'exports.selected', { count: total }), columns: t('exports.columns', { count: columns.length }) })}
        </p>
        <p className={styles.folder} title={folder}><Icon name="folder" size={14} /><span>{folder}</span></p>
        <p className={styles.note}>{t('exports.zone', { zone: format.zone })}</p>
        {total === 0 && <p className={styles.note} role="note">{t('exports.nothing')}</p>}
        {start.isError && <p className={styles.failed} role="alert">{words(start.error).what} {words(start.error).next}</p>}
        <div className={styles.actions}>
          <Button variant="filled" data-autofocus disabled={total === 0} loading={start.isPending || total === null} onClick={submit}>{t('exports.start')}</Button>
          {selection === null && <span className={styles.keys} aria-hidden="true"><Key>Ctrl</Key><Key>E</Key></span>}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
