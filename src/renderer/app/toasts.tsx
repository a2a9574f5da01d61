import { Button } from '@mantine/core'
import type { i18n as I18n } from 'i18next'
import type { NotificationText, Target } from '#contract/alerts.ts'
import type { ExportRun } from '#contract/exports.ts'
import { ExportToast } from '#renderer/features/exports/components/ExportToast.tsx'
import { hideToast, showToast } from '#renderer/ui/toast.ts'
import styles from './toasts.module.css'

/** A quick export should end in one toast, not flash two. */
const RUNNING_AFTER_MS = 400

type Options = {
  readonly i18n: I18n
  readonly onOpen: (target: Target) => void
}

/** What the desktop could not show: inside the window, and through the browser where it may. */
export function showNotification({ title, body, target }: NotificationText, { i18n, onOpen }: Options): void {
  // The same dialog's second notification takes the place of the first, here and, by its tag, in the browser.
  const id = `alert-${target?.kind === 'dialog' ? `${target.accountId}-${target.sessionId}` : target?.kind ?? 'test'}`
  function open(): void {
    hideToast(id)
    if (target !== null) onOpen(target)
  }
  showToast({
    id, title, tone: 'low', stay: 'long', closeLabel: i18n.t('app.close'),
    message: <AlertToast body={body} action={target && { label: i18n.t(target.kind === 'dialog' ? 'alerts.openDialog' : 'alerts.openAlerts'), run: open }} />,
  })
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const notification = new Notification(title, { body, tag: `linewatch-${id}` })
  notification.onclick = () => {
    window.focus()
    open()
    notification.close()
  }
}

type AlertToastProps = { readonly body: string; readonly action: { readonly label: string; readonly run: () => void } | null }

function AlertToast({ body, action }: AlertToastProps) {
  return (
    <>
      <p className={styles.body}>{body}</p>
      {action !== null && <Button className={styles.action} onClick={action.run}>{action.label}</Button>}
    </>
  )
}

/** One toast for every run: its progress, then its end. */
export function createExportToasts(i18n: I18n): (run: ExportRun) => void {
  const waiting = new Map<number, ReturnType<typeof setTimeout>>()
  const ended = new Set<number>()

  function show(run: ExportRun): void {
    showToast({
      id: `export-${run.id}`, title: i18n.t(`exports.${run.state}`), tone: run.state === 'failed' ? 'low' : 'plain',
      stay: run.state === 'running' ? 'sticky' : run.state === 'failed' ? 'long' : 'short', closeLabel: i18n.t('app.close'), message: <ExportToast run={run} />,
    })
  }

  return run => {
    if (run.state === 'running') {
      if (!waiting.has(run.id) && !ended.has(run.id)) waiting.set(run.id, setTimeout(() => show(run), RUNNING_AFTER_MS))
      return
    }
    clearTimeout(waiting.get(run.id))
    if (ended.has(run.id)) return
    ended.add(run.id)
    show(run)
  }
}
