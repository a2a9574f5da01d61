import { useState } from 'react'
import type { BulkAction, Selection } from '#contract/bulk.ts'
import { BulkDialog } from '#renderer/features/bulk/components/BulkDialog.tsx'
import { Palette } from '#renderer/features/palette/components/Palette.tsx'
import { useRoute } from '#renderer/route/use-route.ts'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { useAskedView } from './asked-view.ts'
import { recentDialogs, useRememberDialog } from './recent-dialogs.ts'
import { usePaletteEntries, type PaletteDeps } from './use-palette-entries.ts'
import { useOpenSharedView, usePastedView } from './use-pasted-view.tsx'

type Props = { readonly accountId: string; readonly onPortalDetails: () => void }

/** Ctrl+K over the whole program, and views that are pasted into it or come as a link. */
export function ProgramPalette({ accountId, onPortalDetails }: Props) {
  const { route } = useRoute()
  const [opened, setOpened] = useState(false)
  const [acting, setActing] = useState<{ readonly kind: BulkAction['kind']; readonly selection: Selection } | null>(null)
  const openSharedView = useOpenSharedView()
  usePastedView(openSharedView)
  useAskedView(openSharedView)
  useRememberDialog(accountId, route.screen === 'dialogs' ? route.dialogId : null)
  useHotkeys({ 'Ctrl+KeyK': () => setOpened(open => !open) })

  return (
    <>
      {opened && (
        <OpenPalette
          recent={recentDialogs(accountId)} onPortalDetails={onPortalDetails} onSharedView={openSharedView} onClose={() => setOpened(false)}
          onAct={(id, kind) => setActing({ kind, selection: { kind: 'ids', ids: [id] } })}
        />
      )}
      {acting !== null && <BulkDialog kind={acting.kind} selection={acting.selection} onClose={() => setActing(null)} />}
    </>
  )
}

/** What it offers is put together only while it is open. */
function OpenPalette({ onClose, ...deps }: PaletteDeps & { readonly onClose: () => void }) {
  return <Palette entriesFor={usePaletteEntries(deps)} onClose={onClose} />
}
