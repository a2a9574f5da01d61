import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkAction, BulkPreview, Selection } from '#contract/bulk.ts'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { Failure } from '#renderer/ui/Failure.tsx'
import { useFocusBack } from '#renderer/ui/focus.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { bulkPreviewQuery, useBulk } from '../api/bulk-queries.ts'
import { useTakeLinks } from '../hooks/use-copy-links.ts'
import { TargetPicker, type Target } from './TargetPicker.tsx'
import styles from './Bulk.module.css'

type Props = {
  readonly kind: BulkAction['kind']
  readonly selection: Selection
  readonly onClose: () => void
  readonly onStarted?: () => void
}

/** Says what would be done before anything is. */
export function BulkDialog({ kind, selection, onClose, onStarted }: Props) {
  const { t } = useTranslation()
  const [target, setTarget] = useState<Target | null>(null)
  // What was selected when it opened: a list that changes behind it must not change what is confirmed.
  const [kept] = useState(selection)
  useFocusBack()
  const action: BulkAction | null = kind === 'transfer' ? target && { kind, target } : { kind }
  return (
    <Modal opened onClose={onClose} title={t(`bulk.title.${kind}`)} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <div className={styles.dialog}>
        {kind === 'transfer' && <TargetPicker target={target} onChange={setTarget} />}
        {action === null
          ? <div className={styles.dialogActions}><Button onClick={onClose}>{t('bulk.cancel')}</Button></div>
          : <Confirm key={JSON.stringify(action)} action={action} selection={kept} onClose={onClose} onStarted={onStarted} />}
      </div>
    </Modal>
  )
}

type ConfirmProps = Pick<Props, 'selection' | 'onClose'> & { readonly action: BulkAction; readonly onStarted: (() => void) | undefined }

function Confirm({ action, selection, onClose, onStarted }: ConfirmProps) {
  const { t } = useTranslation()
  const takeLinks = useTakeLinks()
  const counted = useQuery(bulkPreviewQuery(selection, action))
  const { start, links } = useBulk()
  const preview = counted.data
  const ready = preview !== undefined && !counted.isFetching
  const confirmRef = useRef<HTMLButtonElement>(null)
  // Until it is counted there is nothing to press; who chooses a target is still at that.
  const isAsked = preview !== undefined && action.kind !== 'transfer'
  useEffect(() => { if (isAsked) confirmRef.current?.focus() }, [isAsked])

  function ended(): void {
    onStarted?.()
    onClose()
  }

  function go({ previewId, applies }: BulkPreview): void {
    if (action.kind !== 'copyLinks') return start.mutate(previewId, { onSuccess: ended })
    links.mutate(previewId, { onSuccess: ({ text }) => void takeLinks(text, applies).then(onClose) })
  }

  return (
    <>
      <div aria-live="polite" aria-busy={!ready}>{preview === undefined ? <p className={styles.quiet}>{t('bulk.counting')}</p> : <Counted preview={preview} action={action} />}</div>
      {[counted.error, start.error, links.error].filter(error => error !== null).slice(0, 1).map(error => <Failure key="failure" error={error} />)}
      <div className={styles.dialogActions}>
        <Button onClick={onClose}>{t('bulk.cancel')}</Button>
        <Button
          ref={confirmRef} variant="filled" disabled={!ready || preview.applies === 0} loading={start.isPending || links.isPending}
          {...(action.kind === 'finish' || action.kind === 'spam' ? { color: 'red' } : {})} onClick={() => { if (ready) go(preview) }}
        >
          {t(`bulk.confirm.${action.kind}`, { count: preview?.applies ?? 0 })}
        </Button>
      </div>
    </>
  )
}

function Counted({ preview, action }: { readonly preview: BulkPreview; readonly action: BulkAction }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { selected, applies, leftOut, unassigned, undoable } = preview
  return (
    <>
      <p className={styles.applies}>{t('bulk.applies', { applies, count: selected })}</p>
      {leftOut.length > 0 && (
        <dl className={styles.leftOut}>
          {leftOut.map(({ obstacle, count }) => (
            <div key={obstacle}><dt>{t(`bulk.obstacle.${obstacle}`)}</dt><dd>{format.number(count)}</dd></div>
          ))}
        </dl>
      )}
      {unassigned > 0 && <p className={styles.warning}><Icon name="warning" size={15} />{t('bulk.unassigned', { count: unassigned })}</p>}
      {applies > 0 && action.kind !== 'copyLinks' && <p className={styles.quiet}>{t(undoable ? 'bulk.undoable' : 'bulk.final')}</p>}
    </>
  )
}
