import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Alert } from '#contract/alerts.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { Failure } from '#renderer/ui/Failure.tsx'
import { Icon } from '#renderer/ui/icons.tsx'
import { Screen } from '#renderer/ui/Screen.tsx'
import { StateMessage } from '#renderer/ui/StateMessage.tsx'
import { alertsQuery, useAcknowledge } from '../api/alert-queries.ts'
import { AlertList } from './AlertList.tsx'
import styles from './AlertsScreen.module.css'

type Props = { readonly onOpenDialog: (dialogId: number) => void }

export function AlertsScreen({ onOpenDialog }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const alerts = useQuery(alertsQuery())
  const acknowledge = useAcknowledge()
  const open = alerts.data?.filter(({ state }) => state === 'open') ?? []
  const seen = alerts.data?.filter(({ state }) => state === 'acknowledged') ?? []

  function openAlert({ id, sessionId, state }: Alert): void {
    if (state === 'open') acknowledge.mutate([id])
    onOpenDialog(sessionId)
  }

  return (
    <Screen
      title={t('alerts.title')} text={t('alerts.text')}
      actions={open.length > 0 && (
        <Button leftSection={<Icon name="check" size={14} />} loading={acknowledge.isPending} onClick={() => acknowledge.mutate(open.map(({ id }) => id))}>
          {t('alerts.acknowledgeAll')}
        </Button>
      )}
    >
      {acknowledge.isError && <Failure error={acknowledge.error} />}
      {alerts.isError && alerts.data === undefined && (
        <StateMessage icon="warning" role="alert" title={t('alerts.failedTitle')} text={`${words(alerts.error).what} ${words(alerts.error).next}`}>
          <Button onClick={() => void alerts.refetch()}>{t('app.retry')}</Button>
        </StateMessage>
      )}
      {alerts.data?.length === 0 && <StateMessage icon="bell" title={t('alerts.emptyTitle')} text={t('alerts.emptyText')} />}
      {alerts.data !== undefined && alerts.data.length > 0 && (
        <>
          {open.length > 0
            ? <AlertList title={t('alerts.open')} alerts={open} onOpen={openAlert} />
            : <p className={styles.noneOpen} role="status"><Icon name="check" size={14} />{t('alerts.noneOpen')}</p>}
          {seen.length > 0 && <AlertList title={t('alerts.acknowledged')} alerts={seen} onOpen={openAlert} />}
        </>
      )}
    </Screen>
  )
}
