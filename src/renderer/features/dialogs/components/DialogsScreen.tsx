import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useImperativeHandle, useLayoutEffect, useMemo, useRef, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { anyDialog, viewFilters, type DialogFilter, type DialogSort, type ViewName } from '#contract/dialogs.ts'
import type { ViewLayout } from '#contract/views.ts'
import { BulkBar } from '#renderer/features/bulk/components/BulkBar.tsx'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { sameFilter } from '#renderer/route/route.ts'
import { StateMessage } from '#renderer/ui/StateMessage.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { dialogIndexQuery } from '../api/dialog-queries.ts'
import { useMarks } from '../hooks/use-marks.ts'
import { useSelection, type SelectDialog } from '../hooks/use-selection.ts'
import { DialogTable, type DialogTableHandle } from './DialogTable.tsx'
import { EmptyList } from './EmptyList.tsx'
import { FilterBar } from './FilterBar.tsx'
import { ListHeader } from './ListHeader.tsx'
import { RowMenu } from './RowMenu.tsx'
import { SearchedPart } from './SearchedPart.tsx'
import styles from './DialogsScreen.module.css'

export type DialogsHandle = {
  /** Opens the next dialog without a rating; false at the end of the list. */
  readonly goOn: () => Promise<boolean>
}

type Props = {
  readonly ref?: Ref<DialogsHandle>
  readonly view: ViewName
  /** The name of what the list shows. */
  readonly title: string
  readonly filter: DialogFilter
  readonly sort: DialogSort
  readonly layout: ViewLayout
  /** Null: as in the settings. */
  readonly onLayout: (layout: ViewLayout | null) => void
  readonly selectedId: number | null
  readonly loadingHistory: boolean
  /** Opens the list's first dialog by itself when none is chosen: the view is for reading one after another. */
  readonly openFirst: boolean
  /** Stands beside the conditions: what they and the order are as a view. */
  readonly viewChanges: ReactNode
  /** Stands above the list. */
  readonly notice: ReactNode
  readonly exportButton: (total: number | null) => ReactNode
  readonly onSelect: SelectDialog
  readonly onEnter: () => void
  readonly onFilter: (filter: DialogFilter) => void
  readonly onSort: (sort: DialogSort) => void
  /** Rows, or the reason why there are none, are on screen. */
  readonly onPainted: () => void
}

const skeletonRows = Array.from({ length: 12 }, (_, index) => index)

export function DialogsScreen({ ref, view, title, filter, sort, layout, onLayout, selectedId, loadingHistory, openFirst, viewChanges, notice, exportButton, onSelect, onEnter, onFilter, onSort, onPainted }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const list = useMemo(() => ({ filter, sort }), [filter, sort])
  const index = useQuery(dialogIndexQuery(list, 0))
  const tableRef = useRef<DialogTableHandle>(null)
  const searchRef = useRef<HTMLInputElement>(null)
  const total = index.data?.total ?? null
  const withheld = index.data?.withheld ?? 0
  const { move, moveToUnreviewed, choose } = useSelection({ list, total, selectedId, openFirst: openFirst && !index.isPlaceholderData, tableRef, onSelect })

  const marks = useMarks({ list, total, selectedId })

  useImperativeHandle(ref, () => ({ goOn: moveToUnreviewed }))

  useHotkeys({
    KeyJ: () => void step(1),
    KeyK: () => void step(-1),
    Slash: () => { searchRef.current?.focus(); searchRef.current?.select() },
  })

  // The list takes the keyboard when it first appears, unless somebody is already elsewhere.
  const hasRows = total !== null && total > 0
  useLayoutEffect(() => {
    if (hasRows && document.activeElement === document.body) tableRef.current?.focus()
  }, [hasRows])

  const explained = total === 0 || index.isError
  const tellPainted = useEffectEvent(onPainted)
  useEffect(() => {
    if (explained) tellPainted()
  }, [explained])

  async function step(by: number, extending = false): Promise<void> {
    const place = await move(by)
    if (place !== null) marks.moved(place.id, place.index, extending)
  }

  function onKeyDown(event: KeyboardEvent, pageRows: number): void {
    if (marks.key(event)) return event.preventDefault()
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1, ArrowUp: -1, PageDown: pageRows, PageUp: -pageRows, Home: -Infinity, End: Infinity,
    }
    const by = steps[event.key]
    if (by !== undefined) void step(by, event.shiftKey)
    else if (event.key === 'Enter' || event.key === 'ArrowRight') onEnter()
    else return
    event.preventDefault()
  }

  return (
    <section className={styles.screen} aria-label={title}>
      {notice}
      <ListHeader
        title={title} total={total} text={filter.text} searchRef={searchRef} exportButton={exportButton(total)} layout={layout} onLayout={onLayout}
        onText={text => onFilter({ ...filter, text })} onLeave={() => tableRef.current?.focus()}
      />
      <FilterBar filter={filter} onChange={onFilter}>{viewChanges}</FilterBar>
      {index.data && <SearchedPart text={index.isPlaceholderData ? '' : filter.text} searchable={index.data.searchable} />}
      {withheld > 0 && <p className={styles.searched} role="status">{t('list.withheld', { count: withheld })}</p>}
      {index.isError && !index.data && (
        <div className={styles.state}>
          <StateMessage icon="warning" role="alert" title={t('list.failedTitle')} text={`${words(index.error).what} ${words(index.error).next}`}>
            <Button onClick={() => void index.refetch()}>{t('app.retry')}</Button>
          </StateMessage>
        </div>
      )}
      {index.isPending && (
        <div className={styles.skeleton} role="status" aria-label={t('list.loadingRow')}>
          {skeletonRows.map(row => <div key={row}><i /><i /><i /><i /></div>)}
        </div>
      )}
      {total === 0 && (
        <div className={styles.state}>
          <EmptyList
            view={view} filtered={withheld > 0 || !sameFilter(filter, view === 'all' ? anyDialog : viewFilters[view])}
            loadingHistory={loadingHistory} onClear={() => onFilter(anyDialog)}
          />
        </div>
      )}
      {hasRows && (
        <RowMenu store={marks.store} filter={filter} total={total} selectedId={selectedId} onOpen={choose}>
          {askedId => (
            <DialogTable
              ref={tableRef} list={list} layout={layout} onColumns={columns => onLayout({ ...layout, columns: [...columns] })} selectedId={selectedId} askedId={askedId} selection={marks.selection} onSort={onSort} onKeyDown={onKeyDown}
              onClick={(id, at, event) => { if (!marks.click(id, at, event)) choose(id, at) }} onPainted={onPainted}
            />
          )}
        </RowMenu>
      )}
      <BulkBar store={marks.store} filter={filter} sort={sort} columns={layout.columns.map(({ column }) => column)} total={total ?? 0} />
    </section>
  )
}
