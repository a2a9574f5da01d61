import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import type { ViewName } from '#contract/dialogs.ts'
import { syncStateQuery } from '#renderer/data/session.ts'
import { useSettings } from '#renderer/data/use-settings.ts'
import { useViewName, viewsQuery } from '#renderer/data/views.ts'
import { ConversationPane } from '#renderer/features/conversation/components/ConversationPane.tsx'
import { transcriptElementId } from '#renderer/features/conversation/components/Transcript.tsx'
import { DialogsScreen, type DialogsHandle } from '#renderer/features/dialogs/components/DialogsScreen.tsx'
import { ExportButton } from '#renderer/features/exports/components/ExportButton.tsx'
import { MissingStrip } from '#renderer/features/portal/components/MissingStrip.tsx'
import { reviewQuery } from '#renderer/features/review/api/review-queries.ts'
import { StartReview } from '#renderer/features/review/components/StartReview.tsx'
import { viewRoute, type DialogsRoute } from '#renderer/route/route.ts'
import { useRoute } from '#renderer/route/use-route.ts'
import { markAppState } from './app-state.ts'
import { BESIDE, focusList, REST_MS } from './reading.ts'
import { ReviewPage } from './ReviewPage.tsx'
import { shownView } from './view-route.ts'
import styles from './DialogsPage.module.css'

type Props = { readonly route: DialogsRoute; readonly onPortalDetails: () => void }

/** A queue that is worked through takes the place of the list to review. */
export function DialogsPage({ route, onPortalDetails }: Props) {
  const queue = useQuery(reviewQuery()).data
  if (queue === undefined) return null
  return queue !== null && route.view === 'review' ? <ReviewPage route={route} queue={queue} /> : <ListPage route={route} onPortalDetails={onPortalDetails} />
}

function ListPage({ route, onPortalDetails }: Props) {
  const { go } = useRoute()
  const { columns } = useSettings()
  const { view, filter, sort, dialogId } = route
  const beside = useMediaQuery(BESIDE, true, { getInitialValueInEffect: false })
  const listRef = useRef<DialogsHandle>(null)
  const [nextIds, setNextIds] = useState<readonly number[]>([])
  const [closedIn, setClosedIn] = useState<ViewName | null>(null)
  const place = useMemo(() => ({ dialogId, nextIds }), [dialogId, nextIds])
  const [resting] = useDebouncedValue(place, REST_MS, { leading: true })
  const phase = useQuery(syncStateQuery()).data?.phase
  const shown = shownView(route, useQuery(viewsQuery()).data ?? [])
  const nameOf = useViewName()

  function select(id: number, next: readonly number[]): void {
    setNextIds(next)
    go({ ...route, dialogId: id }, 'replace')
  }

  /** The rating is kept: the next dialog to review opens, and the list has the keyboard. */
  async function goOn(): Promise<void> {
    focusList()
    await listRef.current?.goOn()
  }

  function close(): void {
    setClosedIn(view)
    go({ ...route, dialogId: null }, 'replace')
    focusList()
  }

  return (
    <div className={styles.page} data-reading={dialogId !== null || undefined}>
      <DialogsScreen
        key={view} ref={listRef} view={view} title={nameOf(shown ?? { id: view, name: null })} filter={filter} sort={sort} selectedId={dialogId} loadingHistory={phase === 'first'}
        openFirst={beside && closedIn !== view} onSelect={select} onEnter={() => document.getElementById(transcriptElementId)?.focus()}
        onFilter={next => go({ ...route, filter: next }, 'replace')} onSort={next => go({ ...route, sort: next }, 'replace')}
        onPainted={() => markAppState('ready')}
        notice={<MissingStrip onDetails={onPortalDetails} />}
        exportButton={total => (
          <>
            <StartReview filter={filter} sort={sort} total={total} onStarted={() => go(viewRoute('review'))} />
            <ExportButton filter={filter} sort={sort} columns={columns} total={total} />
          </>
        )}
      />
      <ConversationPane
        dialogId={dialogId === null ? null : resting.dialogId} nextIds={resting.nextIds} onClose={close} onSaved={() => void goOn()} onEscape={beside ? focusList : close}
      />
    </div>
  )
}
