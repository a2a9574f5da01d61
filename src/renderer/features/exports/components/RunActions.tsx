import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ExportRun } from '#contract/exports.ts'
import { showToast } from '#renderer/ui/toast.ts'
import { useCancelExport, useRevealExport } from '../api/export-queries.ts'

type Props = { readonly run: ExportRun }

/** What can be done with a run in its present state. */
export function RunActions({ run }: Props) {
  const { t } = useTranslation()
  const cancel = useCancelExport()
  const reveal = useRevealExport()

  function show(): void {
    reveal.mutate(run.id, {
      onError: () => showToast({
        id: `export-reveal-${run.id}`, message: t('exports.revealFailed', { path: run.path }), stay: 'long', closeLabel: t('app.close'),
      }),
    })
  }

  if (run.state === 'running') return <Button loading={cancel.isPending} onClick={() => cancel.mutate(run.id)}>{t('exports.cancel')}</Button>
  if (run.state === 'done') return <Button loading={reveal.isPending} onClick={show}>{t('exports.reveal')}</Button>
  return null
}
