import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { viewFilters, type DialogFilter, type DialogSort, type ViewName } from '#contract/dialogs.ts'
import { useSettings } from '#renderer/data/use-settings.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { sameFilter } from '#renderer/route/route.ts'
import { StateMessage } from '#renderer/ui/StateMessage.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { dialogIndexQuery } from '../api/dialog-queries.ts'
import { useSelection } from '../hooks/use-selection.ts'
import { anyDialog } from '../model/filter-fields.ts'
import { DialogTable, type DialogTableHandle } from './DialogTable.tsx'
import { EmptyList } from './EmptyList.tsx'
import { FilterBar } from './FilterBar.tsx'
import { ListHeader } from './ListHeader.tsx'
import styles from './DialogsScreen.module.css'

type Props = {
  readonly view: ViewName
  readonly filter: DialogFilter
  readonly sort: DialogSort
  readonly selectedId: number | null
  readonly loadingHistory: boolean
  /** Opens the list's first dialog by itself when none is chosen: the view is for reading one after another. */
  readonly openFirst: boolean
  /** Stands above the list. */
  readonly notice: ReactNode
  readonly exportButton: (total: number | null) => ReactNode
  /** `nextIds`: where the reader probably goes from there, soonest first. */
  readonly onSelect: (id: number, nextIds: readonly number[]) => void
  readonly onEnter: () => void
  readonly onFilter: (filter: DialogFilter) => void
  readonly onSort: (sort: DialogSort) => void
  /** Rows, or the reason why there are none, are on screen. */
  readonly onPainted: () => void
}

const skeletonRows = Array.from({ length: 12 }, (_, index) => index)

export function DialogsScreen({ view, filter, sort, selectedId, loadingHistory, openFirst, notice, exportButton, onSelect, onEnter, onFilter, onSort, onPainted }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const { columns } = useSettings()
  const list = useMemo(() => ({ filter, sort }), [filter, sort])
  const index = useQuery(dialogIndexQuery(list, 0))
  const tableRef = useRef<DialogTableHandle>(null)
  const searchRef = useRef<HTMLInputElement>(null)
  const total = index.data?.total ?? null
  const { move, choose } = useSelection({ list, total, selectedId, openFirst: openFirst && !index.isPlaceholderData, tableRef, onSelect })

  useHotkeys({
    KeyJ: () => void move(1),
    KeyK: () => void move(-1),
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

  function onKeyDown(event: KeyboardEvent, pageRows: number): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1, ArrowUp: -1, PageDown: pageRows, PageUp: -pageRows, Home: -Infinity, End: Infinity,
    }
    const step = steps[event.key]
    if (step !== undefined) void move(step)
    else if (event.key === 'Enter' || event.key === 'ArrowRight') onEnter()
    else return
    event.preventDefault()
  }

  return (
    <section className={styles.screen} aria-label={t(`nav.${view}`)}>
      {notice}
      <ListHeader
        view={view} total={total} text={filter.text} searchRef={searchRef} exportButton={exportButton(total)}
        onText={text => onFilter({ ...filter, text })} onLeave={() => tableRef.current?.focus()}
      />
      <FilterBar filter={filter} viewFilter={viewFilters[view]} onChange={onFilter} />
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
            view={view} filtered={view === 'all' ? !sameFilter(filter, anyDialog) : !sameFilter(filter, viewFilters[view])}
            loadingHistory={loadingHistory} onClear={() => onFilter(anyDialog)}
          />
        </div>
      )}
      {hasRows && (
        <DialogTable
          ref={tableRef} list={list} columns={columns} selectedId={selectedId} onSort={onSort} onSelect={choose} onKeyDown={onKeyDown}
          onPainted={onPainted}
        />
      )}
    </section>
  )
}
