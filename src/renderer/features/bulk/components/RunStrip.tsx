import { Button, CloseButton, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkRun } from '#contract/bulk.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { shownRunQuery, useBulk } from '../api/bulk-queries.ts'
import { finishedRows, isTrouble, isUnderWay, outcomes } from '../model/run-words.ts'
import { RunResult } from './RunResult.tsx'
import styles from './Bulk.module.css'

/** How far the last run over many dialogs has come, and then what became of it; stays until it is put away, on every screen. */
export function RunStrip() {
  const run = useQuery(shownRunQuery()).data ?? null
  return run && <Strip key={run.id} run={run} />
}

function Strip({ run }: { readonly run: BulkRun }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const [looking, setLooking] = useState(false)
  const { cancel, undo, dismiss } = useBulk()
  const underWay = isUnderWay(run)
  const trouble = isTrouble(run)
  const done = finishedRows(run)

  return (
    <div className={styles.strip} role="region" data-run-strip="" aria-label={t(`bulk.title.${run.action.kind}`)} data-trouble={trouble || undefined}>
      <Icon name={underWay ? 'clock' : trouble ? 'warning' : 'check'} size={15} />
      {/* Every step would be read out; only the end is. */}
      <p className={styles.stripText} role={underWay ? undefined : 'status'}>
        <b>{t(`bulk.title.${run.action.kind}`)}</b>{' · '}
        {underWay ? t('bulk.progress', { done, total: run.total }) : t(`bulk.state.${run.state}`)}
        {outcomes(run).map(({ state, count }) => <span key={state} data-state={state}>{' · '}{t(`bulk.outcome.${state}`, { count })}</span>)}
        {run.error !== null && <span className={styles.failed}>{' · '}{words(run.error).what}</span>}
      </p>
      {underWay && <Progress className={styles.progress} size="sm" value={done / Math.max(1, run.total) * 100} aria-label={t('bulk.progressLabel')} />}
      {underWay && <Button loading={cancel.isPending} onClick={() => cancel.mutate(run.id)}>{t('bulk.stop')}</Button>}
      {!underWay && run.undoable && <Button loading={undo.isPending} onClick={() => undo.mutate(run.id)}>{t('bulk.undo')}</Button>}
      <Button onClick={() => setLooking(true)}>{t('bulk.result')}</Button>
      {!underWay && <CloseButton aria-label={t('bulk.dismiss')} onClick={dismiss} />}
      {looking && <RunResult run={run} onClose={() => setLooking(false)} />}
    </div>
  )
}
