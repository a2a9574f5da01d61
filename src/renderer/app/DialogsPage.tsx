import { useCallbackRef, useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { memo, useMemo, useRef, useState } from 'react'
import { dialogSortSchema, type ViewName } from '#contract/dialogs.ts'
import type { View } from '#contract/views.ts'
import { syncStateQuery } from '#renderer/data/session.ts'
import { useArrangeView, useLayout, useViewName, viewsQuery } from '#renderer/data/views.ts'
import { ConversationPane } from '#renderer/features/conversation/components/ConversationPane.tsx'
import { transcriptElementId } from '#renderer/features/conversation/components/Transcript.tsx'
import { DialogsScreen, type DialogsHandle } from '#renderer/features/dialogs/components/DialogsScreen.tsx'
import { ExportButton } from '#renderer/features/exports/components/ExportButton.tsx'
import { MissingStrip } from '#renderer/features/portal/components/MissingStrip.tsx'
import { reviewQuery } from '#renderer/features/review/api/review-queries.ts'
import { StartReview } from '#renderer/features/review/components/StartReview.tsx'
import { ViewChanges } from '#renderer/features/views/components/ViewChanges.tsx'
import { sameSort, viewRoute, type DialogsRoute } from '#renderer/route/route.ts'
import { useRouteStore } from '#renderer/route/use-route.ts'
import { focusList, focusListUnlessBusy } from '#renderer/ui/focus.ts'
import { shownView } from '#renderer/route/view-route.ts'
import { markAppState } from './app-state.ts'
import { BESIDE, REST_MS } from './reading.ts'
import { ReviewPage } from './ReviewPage.tsx'
import { useFilterLines } from './use-filter-lines.ts'
import styles from './DialogsPage.module.css'

/** Whatever happens to the list: the conversation beside it is made anew for another dialog only. */
const Pane = memo(ConversationPane)

const defaultSort = dialogSortSchema.parse({})

type Props = { readonly route: DialogsRoute; readonly onPortalDetails: () => void }

/** A queue that is worked through takes the place of the list to review. */
export function DialogsPage({ route, onPortalDetails }: Props) {
  const queue = useQuery(reviewQuery()).data
  const views = useQuery(viewsQuery())
  if (queue === undefined || views.isPending) return null
  return queue !== null && route.view === 'review' ? <ReviewPage route={route} queue={queue} /> : <ListPage route={route} views={views.data ?? []} onPortalDetails={onPortalDetails} />
}

function ListPage({ route, views, onPortalDetails }: Props & { readonly views: readonly View[] }) {
  const { get, go } = useRouteStore()
  const { view, filter, dialogId } = route
  const beside = useMediaQuery(BESIDE, true, { getInitialValueInEffect: false })
  const listRef = useRef<DialogsHandle>(null)
  const [nextIds, setNextIds] = useState<readonly number[]>([])
  const [closedIn, setClosedIn] = useState<ViewName | null>(null)
  const place = useMemo(() => ({ dialogId, nextIds }), [dialogId, nextIds])
  const [resting] = useDebouncedValue(place, REST_MS, { leading: true })
  const phase = useQuery(syncStateQuery()).data?.phase
  const shown = shownView(route, views)
  const sort = route.sort ?? shown?.sort ?? defaultSort
  const filterLines = useFilterLines(filter)
  const nameOf = useViewName()
  const layout = useLayout(shown)
  const arrange = useArrangeView()

  /** Which dialog it is may have had to be asked for: whoever has gone elsewhere meanwhile stays there. */
  function select(id: number, next: readonly number[], from?: number | null): void {
    const now = get()
    if (now.screen !== 'dialogs' || now.view !== view || (from !== undefined && from !== now.dialogId)) return
    setNextIds(next)
    go({ ...now, dialogId: id }, 'replace')
  }

  /** The rating is kept: the next dialog to review opens, and the list has the keyboard. */
  async function goOn(): Promise<void> {
    focusListUnlessBusy()
    await listRef.current?.goOn()
  }

  function close(): void {
    setClosedIn(view)
    go({ ...route, dialogId: null }, 'replace')
    focusList()
  }

  const onSaved = useCallbackRef((id: number) => { if (id === dialogId) void goOn() })
  const onClose = useCallbackRef(close)

  return (
    <div className={styles.page} data-reading={dialogId !== null || undefined}>
      <DialogsScreen
        key={view} ref={listRef} view={view} title={nameOf(shown ?? { id: view, name: null })} filter={filter} sort={sort} selectedId={dialogId} loadingHistory={phase === 'first'}
        openFirst={beside && closedIn !== view} onSelect={select} onEnter={() => document.getElementById(transcriptElementId)?.focus()}
        onFilter={next => go({ ...route, filter: next }, 'replace')} onSort={next => go({ ...route, sort: shown && sameSort(shown.sort, next) ? null : next }, 'replace')}
        layout={layout} onLayout={next => { if (shown) arrange.mutate({ id: shown.id, sort: shown.sort, shortcut: shown.shortcut, layout: next }) }}
        onPainted={() => markAppState('ready')}
        viewChanges={shown && <ViewChanges view={shown} filter={filter} sort={sort} layout={layout} words={filterLines} />}
        notice={<MissingStrip onDetails={onPortalDetails} />}
        exportButton={total => (
          <>
            <StartReview filter={filter} sort={sort} total={total} onStarted={() => go(viewRoute('review'))} />
            <ExportButton filter={filter} sort={sort} columns={layout.columns.map(({ column }) => column)} total={total} />
          </>
        )}
      />
      <Pane
        dialogId={dialogId === null ? null : resting.dialogId} nextIds={resting.nextIds} onClose={onClose} onSaved={onSaved} onEscape={beside ? focusList : onClose}
      />
    </div>
  )
}
