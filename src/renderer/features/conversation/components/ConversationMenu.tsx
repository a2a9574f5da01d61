import { ActionIcon, Menu } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkAction } from '#contract/bulk.ts'
import type { DialogRow } from '#contract/dialogs.ts'
import { BulkDialog } from '#renderer/features/bulk/components/BulkDialog.tsx'
import { DialogMenuItems } from '#renderer/features/bulk/components/DialogMenuItems.tsx'
import { Icon } from '#renderer/ui/icons.tsx'

/** What can be done with the open dialog, as at its row of the list. */
export function ConversationMenu({ row }: { readonly row: DialogRow }) {
  const { t } = useTranslation()
  const buttonRef = useRef<HTMLButtonElement>(null)
  const [acting, setActing] = useState<BulkAction['kind'] | null>(null)
  return (
    <>
      {/* The button has the keyboard again before a question takes it, which gives it back there. */}
      <Menu position="bottom-end" width={230} onClose={() => buttonRef.current?.focus()}>
        <Menu.Target>
          <ActionIcon ref={buttonRef} aria-label={t('dialogMenu.more')} title={t('dialogMenu.more')}><Icon name="more" size={15} /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown aria-label={t('dialogMenu.more')}><DialogMenuItems row={row} onOpen={null} onAct={setActing} /></Menu.Dropdown>
      </Menu>
      {acting !== null && <BulkDialog kind={acting} selection={{ kind: 'ids', ids: [row.id] }} onClose={() => setActing(null)} />}
    </>
  )
}
