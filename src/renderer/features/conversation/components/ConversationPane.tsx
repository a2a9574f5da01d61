import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogLink, DialogRow } from '#contract/dialogs.ts'
import type { Message } from '#contract/transcripts.ts'
import { dialogRowsQuery } from '#renderer/data/dialog-rows.ts'
import { useOpenLink } from '#renderer/data/use-open-link.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { useRouteStore } from '#renderer/route/use-route.ts'
import { isLowRating } from '#renderer/ui/ClientRating.tsx'
import { StateMessage } from '#renderer/ui/StateMessage.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { evidenceQuery } from '../api/insight-queries.ts'
import { transcriptQuery, useTranscriptsAhead } from '../api/transcript-queries.ts'
import { useOpenPictures } from '../hooks/use-open-pictures.ts'
import { useTranscriptSearch } from '../hooks/use-transcript-search.ts'
import { createReadingPlaces, type ReadingPlaces } from '../model/reading-places.ts'
import { shownEvidence } from '../model/shown-evidence.ts'
import { transcriptFacts } from '../model/transcript-items.ts'
import { ConversationHead } from './ConversationHead.tsx'
import { FactsPanel } from './FactsPanel.tsx'
import { NoConversation } from './NoConversation.tsx'
import { RatingForm } from './RatingForm.tsx'
import { Transcript, transcriptElementId, type Target } from './Transcript.tsx'
import { TranscriptSearchBar } from './TranscriptSearchBar.tsx'
import { WhyLow } from './WhyLow.tsx'
import styles from './ConversationPane.module.css'
import transcriptStyles from './Transcript.module.css'

const none: readonly number[] = []
const noMessages: readonly Message[] = []

type Props = {
  readonly dialogId: number | null
  /** Where the reader probably goes next, soonest first: their conversations are fetched ahead. */
  readonly nextIds: readonly number[]
  readonly onClose: () => void
  /** The rating is kept: the list takes the keyboard back. */
  readonly onSaved: (sessionId: number) => void
  readonly onEscape: () => void
}

export function ConversationPane({ dialogId, nextIds, onClose, onSaved, onEscape }: Props) {
  const { t } = useTranslation()
  const [places] = useState(createReadingPlaces)
  const [factsOpen, setFactsOpen] = useState(false)
  return (
    <aside
      className={styles.pane} aria-label={t('conversation.label')} data-empty={dialogId === null || undefined}
      onKeyDown={event => {
        // What opens over the pane closes by itself.
        if (event.key === 'Escape' && !event.defaultPrevented && event.target instanceof Node && event.currentTarget.contains(event.target)) onEscape()
      }}
    >
      {dialogId === null ? <NoConversation /> : (
        <Conversation
          key={dialogId} dialogId={dialogId} nextIds={nextIds} onClose={onClose} onSaved={onSaved}
          places={places} factsOpen={factsOpen} onFacts={setFactsOpen}
        />
      )}
    </aside>
  )
}

type ConversationProps = Omit<Props, 'dialogId' | 'onEscape'> & {
  readonly dialogId: number
  readonly places: ReadingPlaces
  /** Stays as it is from one dialog to the next. */
  readonly factsOpen: boolean
  readonly onFacts: (open: boolean) => void
}

function Conversation({ dialogId, nextIds, onClose, onSaved, places, factsOpen, onFacts }: ConversationProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const client = useQueryClient()
  const routes = useRouteStore()
  const rows = useQuery(dialogRowsQuery(client, [dialogId]))
  const transcript = useQuery(transcriptQuery(dialogId))
  useTranscriptsAhead(transcript.isSuccess ? nextIds : none)
  const messages = transcript.data?.messages
  const facts = useMemo(() => messages ? transcriptFacts(messages) : null, [messages])
  const row = rows.data?.[0]
  const openLink = useOpenLink(dialogId)

  useHotkeys({ KeyI: () => onFacts(!factsOpen) })

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
      <ConversationHead row={row} facts={facts} factsOpen={factsOpen} onFacts={onFacts} onOpenInPortal={() => openLink('history')} onClose={onClose} />
      {factsOpen && (
        <FactsPanel
          row={row} messages={messages ?? noMessages} onLink={openLink}
          onOpenDialog={id => {
            const route = routes.get()
            if (route.screen === 'dialogs') routes.go({ ...route, dialogId: id })
          }}
        />
      )}
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
      {messages !== undefined && <Reading row={row} messages={messages} places={places} onLink={openLink} />}
      <RatingForm row={row} canRate={transcript.data?.canRate ?? null} onSaved={onSaved} />
    </>
  )
}

type ReadingProps = {
  readonly row: DialogRow
  readonly messages: readonly Message[]
  readonly places: ReadingPlaces
  readonly onLink: (what: DialogLink) => void
}

/** The messages with what leads through them: the likely causes of a low rating, and the search. */
function Reading({ row, messages, places, onLink }: ReadingProps) {
  const [target, setTarget] = useState<Target | null>(null)
  const search = useTranscriptSearch(messages)
  const requests = useRef(0)
  const isLow = isLowRating(row.clientRating, row.clientRatingScale)
  const evidence = useQuery({ ...evidenceQuery(row.id), enabled: isLow }).data
  const telling = useMemo(() => new Set(isLow ? shownEvidence(evidence ?? []).flatMap(({ messageId }) => messageId ?? []) : []), [evidence, isLow])
  const openHistory = useCallback(() => onLink('history'), [onLink])
  const pictures = useOpenPictures()
  const setting = useMemo(
    () => ({ sessionId: row.id, ratingScale: row.clientRatingScale, telling, pictures, onOpenInPortal: openHistory }),
    [row.id, row.clientRatingScale, telling, pictures, openHistory],
  )

  function show(messageId: number): void {
    setTarget({ messageId, request: ++requests.current })
  }

  function closeSearch(): void {
    search.close()
    document.getElementById(transcriptElementId)?.focus({ preventScroll: true })
  }

  useHotkeys({
    'Ctrl+KeyF': () => {
      search.open()
      document.querySelector<HTMLInputElement>('[data-transcript-search]')?.select()
    },
  })

  return (
    <>
      {isLow && <WhyLow sessionId={row.id} onShow={show} />}
      {search.isOpen && <TranscriptSearchBar search={search} onClose={closeSearch} />}
      <Transcript
        sessionId={row.id} messages={messages} firstAnswerLate={row.kpiFirstAnswer === false} fromEnd={row.closedAt === null}
        clientRating={row.clientRating} ratedAt={row.ratedAt}
        setting={setting} search={search} target={target} onTarget={show} places={places}
      />
    </>
  )
}
