import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { dialogRowsQuery } from '#renderer/data/dialog-rows.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { StateMessage } from '#renderer/ui/StateMessage.tsx'
import { transcriptQuery, useTranscriptsAhead } from '../api/transcript-queries.ts'
import { transcriptFacts } from '../model/transcript-items.ts'
import { ConversationHead } from './ConversationHead.tsx'
import { NoConversation } from './NoConversation.tsx'
import { RatingForm } from './RatingForm.tsx'
import { Transcript } from './Transcript.tsx'
import styles from './ConversationPane.module.css'
import transcriptStyles from './Transcript.module.css'

const none: readonly number[] = []

type Props = {
  readonly dialogId: number | null
  /** Where the reader probably goes next, soonest first: their conversations are fetched ahead. */
  readonly nextIds: readonly number[]
  readonly onClose: () => void
  /** The rating is kept: the list takes the keyboard back. */
  readonly onSaved: () => void
  readonly onEscape: () => void
}

export function ConversationPane({ dialogId, nextIds, onClose, onSaved, onEscape }: Props) {
  const { t } = useTranslation()
  return (
    <aside
      className={styles.pane} aria-label={t('conversation.label')} data-empty={dialogId === null || undefined}
      onKeyDown={event => { if (event.key === 'Escape' && !event.defaultPrevented) onEscape() }}
    >
      {dialogId === null ? <NoConversation /> : <Conversation key={dialogId} dialogId={dialogId} nextIds={nextIds} onClose={onClose} onSaved={onSaved} />}
    </aside>
  )
}

function Conversation({ dialogId, nextIds, onClose, onSaved }: Omit<Props, 'onEscape'> & { readonly dialogId: number }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const client = useQueryClient()
  const rows = useQuery(dialogRowsQuery(client, [dialogId]))
  const transcript = useQuery(transcriptQuery(dialogId))
  useTranscriptsAhead(transcript.isSuccess ? nextIds : none)
  const messages = transcript.data?.messages
  const facts = useMemo(() => messages ? transcriptFacts(messages) : null, [messages])
  const row = rows.data?.[0]

  if (row === undefined) {
    if (rows.isPending) return <div className={transcriptStyles.loading} role="status" aria-label={t('conversation.loading')} />
    return (
      <div className={transcriptStyles.state}>
        <StateMessage
          icon="inbox" role={rows.isError ? 'alert' : 'status'} title={rows.isError ? t('conversation.failedTitle') : t('conversation.missingTitle')}
          text={rows.isError ? words(rows.error).what : t('conversation.missingText')}
        >
          <Button onClick={() => void rows.refetch()}>{t('app.retry')}</Button>
        </StateMessage>
      </div>
    )
  }
  return (
    <>
      <ConversationHead row={row} facts={facts} onClose={onClose} />
      {transcript.isPending && (
        <div className={transcriptStyles.loading} role="status" aria-label={t('conversation.loading')}><i /><i /><i /><i /></div>
      )}
      {transcript.isError && messages === undefined && (
        <div className={transcriptStyles.state}>
          <StateMessage
            icon="warning" role="alert" title={t('conversation.failedTitle')}
            text={`${words(transcript.error).what} ${words(transcript.error).next}`}
          >
            <Button onClick={() => void transcript.refetch()} loading={transcript.isFetching}>{t('app.retry')}</Button>
          </StateMessage>
        </div>
      )}
      {messages !== undefined && <Transcript messages={messages} firstAnswerLate={row.kpiFirstAnswer === false} fromEnd={row.closedAt === null} />}
      <RatingForm row={row} canRate={transcript.data?.canRate ?? null} onSaved={onSaved} />
    </>
  )
}
