import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { ViewName } from '#contract/dialogs.ts'
import { syncStateQuery } from '#renderer/data/session.ts'
import { useSettings } from '#renderer/data/use-settings.ts'
import { ConversationPane } from '#renderer/features/conversation/components/ConversationPane.tsx'
import { transcriptElementId } from '#renderer/features/conversation/components/Transcript.tsx'
import { DialogsScreen } from '#renderer/features/dialogs/components/DialogsScreen.tsx'
import { ExportButton } from '#renderer/features/exports/components/ExportButton.tsx'
import { MissingStrip } from '#renderer/features/portal/components/MissingStrip.tsx'
import type { DialogsRoute } from '#renderer/route/route.ts'
import { useRoute } from '#renderer/route/use-route.ts'
import { markAppState } from './app-state.ts'
import styles from './DialogsPage.module.css'

type Props = { readonly route: DialogsRoute; readonly onPortalDetails: () => void }

/** Below this the conversation lies over the list. Also in the stylesheet. */
const BESIDE = '(min-width: 1100px)'
/** Holding J passes many dialogs; only where it rests is a conversation fetched. */
const REST_MS = 90

export function DialogsPage({ route, onPortalDetails }: Props) {
  const { go } = useRoute()
  const { columns } = useSettings()
  const { view, filter, sort, dialogId } = route
  const beside = useMediaQuery(BESIDE, true, { getInitialValueInEffect: false })
  const [nextIds, setNextIds] = useState<readonly number[]>([])
  const [closedIn, setClosedIn] = useState<ViewName | null>(null)
  const place = useMemo(() => ({ dialogId, nextIds }), [dialogId, nextIds])
  const [resting] = useDebouncedValue(place, REST_MS, { leading: true })
  const phase = useQuery(syncStateQuery()).data?.phase

  function select(id: number, next: readonly number[]): void {
    setNextIds(next)
    go({ ...route, dialogId: id }, 'replace')
  }

  function close(): void {
    setClosedIn(view)
    go({ ...route, dialogId: null }, 'replace')
    focusList()
  }

  return (
    <div className={styles.page} data-reading={dialogId !== null || undefined}>
      <DialogsScreen
        key={view} view={view} filter={filter} sort={sort} selectedId={dialogId} loadingHistory={phase === 'first'}
        openFirst={beside && closedIn !== view} onSelect={select} onEnter={() => document.getElementById(transcriptElementId)?.focus()}
        onFilter={next => go({ ...route, filter: next }, 'replace')} onSort={next => go({ ...route, sort: next }, 'replace')}
        onPainted={() => markAppState('ready')}
        notice={<MissingStrip onDetails={onPortalDetails} />}
        exportButton={total => <ExportButton filter={filter} sort={sort} columns={columns} total={total} />}
      />
      <ConversationPane
        dialogId={dialogId === null ? null : resting.dialogId} nextIds={resting.nextIds} onClose={close} onSaved={focusList} onEscape={beside ? focusList : close}
      />
    </div>
  )
}

function focusList(): void {
  document.querySelector<HTMLElement>('[data-dialog-grid]')?.focus({ preventScroll: true })
}
