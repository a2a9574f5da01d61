import { Menu } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type MouseEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkAction, Selection } from '#contract/bulk.ts'
import type { DialogFilter } from '#contract/filters.ts'
import { dialogRowsQuery } from '#renderer/data/dialog-rows.ts'
import { BulkDialog } from '#renderer/features/bulk/components/BulkDialog.tsx'
import { DialogMenuItems } from '#renderer/features/bulk/components/DialogMenuItems.tsx'
import { bulkActions, severalWith, type SelectionStore, type Several } from '#renderer/features/bulk/model/selection.ts'
import { focusList } from '#renderer/ui/focus.ts'
import { rowElementId } from './DialogTableRow.tsx'
import styles from './DialogTable.module.css'

type Props = {
  readonly store: SelectionStore
  readonly filter: DialogFilter
  /** Dialogs that match the filter. */
  readonly total: number
  readonly selectedId: number | null
  readonly onOpen: (id: number, index: number) => void
  /** The list. `askedId`: the one dialog that the menu is about while it is open. */
  readonly children: (askedId: number | null) => ReactNode
}

type Target = { readonly id: number; readonly index: number; readonly several: Several | null }
type Acting = { readonly kind: BulkAction['kind']; readonly selection: Selection; readonly several: boolean }

const RIGHT_BUTTON = 2

/** The menu of the row under the pointer, or of the open one by key. On one of several selected rows it acts on all of them. */
export function RowMenu({ store, filter, total, selectedId, onOpen, children }: Props) {
  const [target, setTarget] = useState<Target | null>(null)
  const [opened, setOpened] = useState(false)
  const [acting, setActing] = useState<Acting | null>(null)

  function onContextMenu(event: MouseEvent<HTMLElement>): void {
    const { target: on, currentTarget: area } = event
    if (event.defaultPrevented || !(on instanceof Element)) return
    const row = on.closest<HTMLElement>('[data-id]')
    if (row !== null) aimAt(Number(row.dataset['id']), Number(row.getAttribute('aria-rowindex')) - 2)
    else if (on === area && selectedId !== null) aimAt(selectedId, -1)
    else {
      event.preventDefault()
      // Asked for by a key: the grid itself has the keyboard, whichever row is the open one.
      if (event.button !== RIGHT_BUTTON && selectedId !== null) openBeside(area, on, selectedId)
    }
  }

  /** The rows had the keyboard. Given back by hand: the menu takes it before it has seen who had it. */
  function onChange(open: boolean): void {
    setOpened(open)
    if (!open) focusList()
  }

  function aimAt(id: number, index: number): void {
    setTarget({ id, index, several: severalWith(store.get(), filter, total, id) })
  }

  return (
    <>
      <Menu position="bottom-start" offset={2} width={230} opened={opened} onChange={onChange} returnFocus={false}>
        <Menu.ContextMenu><div className={styles.menuArea} onContextMenu={onContextMenu}>{children(opened && target?.several === null ? target.id : null)}</div></Menu.ContextMenu>
        {target !== null && (target.several === null
          ? (
            <OneMenu
              id={target.id} onOpen={target.id === selectedId ? null : () => onOpen(target.id, target.index)}
              onAct={kind => setActing({ kind, selection: { kind: 'ids', ids: [target.id] }, several: false })}
            />
          )
          : <SeveralMenu several={target.several} onAct={(kind, selection) => setActing({ kind, selection, several: true })} onClear={store.clear} />)}
      </Menu>
      {acting !== null && (
        <BulkDialog
          kind={acting.kind} selection={acting.selection} onClose={() => setActing(null)} {...(acting.several ? { onStarted: store.clear } : {})}
        />
      )}
    </>
  )
}

type OneProps = { readonly id: number; readonly onOpen: (() => void) | null; readonly onAct: (kind: BulkAction['kind']) => void }

function OneMenu({ id, onOpen, onAct }: OneProps) {
  const { t } = useTranslation()
  const row = useQuery(dialogRowsQuery(useQueryClient(), [id])).data?.[0]
  if (row === undefined) return null
  return (
    <Menu.Dropdown aria-label={t('row.name', { client: row.clientName ?? t('row.noName'), id })}>
      <DialogMenuItems row={row} onOpen={onOpen} onAct={onAct} />
    </Menu.Dropdown>
  )
}

type SeveralProps = { readonly several: Several; readonly onAct: (kind: BulkAction['kind'], selection: Selection) => void; readonly onClear: () => void }

function SeveralMenu({ several: { count, request }, onAct, onClear }: SeveralProps) {
  const { t } = useTranslation()
  const name = t('bulk.selected', { count })
  return (
    <Menu.Dropdown aria-label={name}>
      <div role="group" aria-label={name}>
        <Menu.Label>{name}</Menu.Label>
        {bulkActions.map(kind => <Menu.Item key={kind} onClick={() => onAct(kind, request)}>{t(`dialogMenu.${kind}`)}</Menu.Item>)}
      </div>
      <Menu.Divider />
      <Menu.Item onClick={onClear}>{t('bulk.clear')}</Menu.Item>
    </Menu.Dropdown>
  )
}

/** Below the dialog's row as far as it is in sight. */
function openBeside(area: HTMLElement, grid: Element, id: number): void {
  const { left, top, bottom } = grid.getBoundingClientRect()
  const row = document.getElementById(rowElementId(id))?.getBoundingClientRect()
  const y = Math.min(Math.max(row?.bottom ?? top, top), bottom)
  area.dispatchEvent(new globalThis.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left + 14, clientY: y }))
}
