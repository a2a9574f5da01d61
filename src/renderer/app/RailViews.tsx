import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { View } from '#contract/views.ts'
import { useMoveView, useViewName, viewCountsQuery } from '#renderer/data/views.ts'
import { RenameView } from '#renderer/features/views/components/RenameView.tsx'
import { ViewMenu } from '#renderer/features/views/components/ViewMenu.tsx'
import { useGoDigits } from '#renderer/features/views/hooks/use-go-digits.ts'
import { useViewToasts } from '#renderer/features/views/hooks/use-view-toasts.ts'
import { useRoute } from '#renderer/route/use-route.ts'
import { routeOfView, shownView } from '#renderer/route/view-route.ts'
import { RailEntry } from './RailEntry.tsx'
import { useFilterLines } from './use-filter-lines.ts'
import { viewIcons } from './view-icons.ts'
import styles from './Rail.module.css'

type Props = { readonly views: readonly View[] }

const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 }

/** The program's views, and below them one's own, which can be moved. */
export function RailViews({ views }: Props) {
  const { t } = useTranslation()
  const { route, go } = useRoute()
  const nameOf = useViewName()
  const { tellFailure } = useViewToasts()
  const { mutate: moveView } = useMoveView()
  const [dragged, setDragged] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const ref = useRef<HTMLDivElement>(null)
  const focusNext = useRef<string | null>(null)
  const own = views.filter(view => view.name !== null)
  const shown = route.screen === 'dialogs' ? shownView(route, views)?.id : undefined
  const asksDigit = useGoDigits(digit => {
    const view = views.find(({ shortcut }) => shortcut === digit)
    if (view) go(routeOfView(view))
  })

  // The browser takes the focus from an element that moves within its list.
  useLayoutEffect(() => {
    if (focusNext.current !== null) focusEntry(ref.current, focusNext.current)
    focusNext.current = null
  }, [views])

  function move(id: string, place: number): void {
    const view = own.find(other => other.id === id)
    if (view === undefined || place < 0 || place >= own.length || own[place] === view) return
    focusNext.current = id
    setSaid(t('views.place', { name: nameOf(view), place: place + 1, of: own.length }))
    moveView({ id, before: own.filter(other => other !== view)[place]?.id ?? null }, { onError: tellFailure })
  }

  /** Its neighbour takes the keyboard, unless somebody is already elsewhere. */
  function leave(index: number): void {
    const neighbour = own[index + 1] ?? own[index - 1] ?? views[0]
    const focused = document.activeElement
    if (neighbour && (focused === document.body || ref.current?.contains(focused))) focusEntry(ref.current, neighbour.id)
  }

  const common = (view: View) => ({ view, views, current: shown === view.id, asksDigit })

  return (
    <div ref={ref}>
      <ul>{views.filter(view => view.name === null).map(view => <RailView key={view.id} {...common(view)} place={null} />)}</ul>
      {own.length > 0 && (
        <>
          <p className={styles.group}>{t('views.own')}</p>
          <ul>
            {own.map((view, index) => (
              <RailView
                key={view.id} {...common(view)} place={{ index, last: own.length - 1, move: to => move(view.id, to), dragged: dragged === view.id }}
                onDrag={setDragged} onDropHere={() => { if (dragged !== null) move(dragged, index) }} onRenamed={() => focusEntry(ref.current, view.id)} onRemoved={() => leave(index)}
              />
            ))}
          </ul>
        </>
      )}
      <p className="visually-hidden" role="status">{said}</p>
    </div>
  )
}

function focusEntry(list: HTMLElement | null, id: string): void {
  for (const link of list?.querySelectorAll<HTMLElement>('[data-view]') ?? []) if (link.dataset['view'] === id) link.focus()
}

type ViewProps = {
  readonly view: View
  readonly views: readonly View[]
  readonly current: boolean
  readonly asksDigit: boolean
  /** Among one's own; null for the program's, which stay where they are. */
  readonly place: { readonly index: number; readonly last: number; readonly move: (to: number) => void; readonly dragged: boolean } | null
  readonly onDrag?: (id: string | null) => void
  readonly onDropHere?: () => void
  readonly onRenamed?: () => void
  readonly onRemoved?: () => void
}

function RailView({ view, views, current, asksDigit, place, onDrag, onDropHere, onRenamed, onRemoved }: ViewProps) {
  const nameOf = useViewName()
  const count = useQuery(viewCountsQuery()).data?.[view.id]
  const words = useFilterLines(view.filter)
  const [opened, setOpened] = useState(false)
  const [renaming, setRenaming] = useState(false)

  if (renaming) {
    return (
      <li className={styles.item}>
        <RenameView view={view} className={styles.rename} onDone={() => { setRenaming(false); requestAnimationFrame(() => onRenamed?.()) }} />
      </li>
    )
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = steps[event.key]
    if (!event.altKey || step === undefined || place === null) return
    event.preventDefault()
    place.move(place.index + step)
  }

  function onDragStart(event: DragEvent): void {
    event.dataTransfer.effectAllowed = 'move'
    onDrag?.(view.id)
  }

  return (
    <RailEntry
      target={routeOfView(view)} icon={viewIcons[view.id] ?? 'filter'} name={nameOf(view)} current={current} count={count} digit={view.shortcut} asksDigit={asksDigit}
      link={{
        'data-view': view.id, 'draggable': place !== null, onKeyDown, onDragStart, 'onDragEnd': () => onDrag?.(null),
        'aria-keyshortcuts': [...(view.shortcut === null ? [] : [`G ${view.shortcut}`]), ...(place === null ? [] : ['Alt+ArrowUp', 'Alt+ArrowDown'])].join(' ') || undefined,
      }}
      item={{
        'data-dragged': place?.dragged || undefined,
        'onContextMenu': event => { event.preventDefault(); setOpened(true) },
        'onDragOver': event => { if (place !== null) event.preventDefault() },
        'onDrop': event => { event.preventDefault(); onDropHere?.() },
      }}
    >
      <ViewMenu
        view={view} views={views} words={words} opened={opened} onChange={setOpened} onRename={place && (() => setRenaming(true))}
        onRemoved={() => onRemoved?.()} onUp={place && place.index > 0 ? () => place.move(place.index - 1) : null} onDown={place && place.index < place.last ? () => place.move(place.index + 1) : null}
      />
    </RailEntry>
  )
}
