import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#contract/transcripts.ts'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { StateMessage } from '#renderer/ui/StateMessage.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import type { TranscriptSearch } from '../hooks/use-transcript-search.ts'
import type { ReadingPlaces } from '../model/reading-places.ts'
import { clientTurns, transcriptItems, type TranscriptItem } from '../model/transcript-items.ts'
import { TranscriptEntry, type EntrySetting } from './TranscriptEntry.tsx'
import styles from './Transcript.module.css'

/** A message to bring into sight. The same one twice is two requests: each has its own number. */
export type Target = { readonly messageId: number; readonly request: number }

type Props = {
  readonly sessionId: number
  readonly messages: readonly Message[]
  readonly firstAnswerLate: boolean
  /** The client's rating as the list knows it, and its moment. */
  readonly clientRating: number | null
  readonly ratedAt: number | null
  /** An open dialog is read from its end, a closed one from its beginning. */
  readonly fromEnd: boolean
  readonly setting: EntrySetting
  readonly search: TranscriptSearch
  readonly target: Target | null
  readonly onTarget: (messageId: number) => void
  readonly places: ReadingPlaces
}

const OVERSCAN = 8
/** A turn this near to the upper edge is the one that is being read. */
const NEAR_PX = 12
const PADDING_PX = 8

/** The element that takes the keyboard when the reader goes from the list to the conversation. */
export const transcriptElementId = 'transcript'

export function Transcript({ sessionId, messages, firstAnswerLate, clientRating, ratedAt, fromEnd, setting, search, target, onTarget, places }: Props) {
  const { t } = useTranslation()
  const { dayNumber } = useFormat()
  const scrollRef = useRef<HTMLDivElement>(null)
  const items = useMemo(() => {
    const rated = clientRating === null || ratedAt === null ? null : { at: ratedAt, rating: clientRating }
    return transcriptItems(messages, { dayNumber, firstAnswerLate, rated })
  }, [messages, dayNumber, firstAnswerLate, clientRating, ratedAt])
  const placeOf = useMemo(() => new Map(items.flatMap((item, index) => 'message' in item ? [[item.message.id, index] as const] : [])), [items])
  const turns = useMemo(() => clientTurns(items), [items])
  const place = places.get(sessionId)
  const virtual = useVirtualizer({
    count: items.length, getScrollElement: () => scrollRef.current, getItemKey: index => items[index]?.key ?? index,
    estimateSize: index => estimate(items[index]), overscan: OVERSCAN, paddingStart: PADDING_PX, paddingEnd: PADDING_PX, scrollPaddingEnd: PADDING_PX,
    initialOffset: place?.offset ?? 0, initialMeasurementsCache: [...place?.measured ?? []],
    // New messages keep the end in sight only for those who are there.
    ...(fromEnd ? { anchorTo: 'end' as const, followOnAppend: true } : {}),
  })

  const onOpen = useEffectEvent(() => {
    if (fromEnd && place === undefined && target === null && items.length > 0) virtual.scrollToIndex(items.length - 1, { align: 'end' })
  })
  const onLeave = useEffectEvent(() => places.set(sessionId, { offset: virtual.scrollOffset ?? 0, measured: virtual.takeSnapshot() }))
  useLayoutEffect(() => {
    onOpen()
    return () => onLeave()
  }, [])

  const show = useEffectEvent((messageId: number) => {
    const index = placeOf.get(messageId)
    if (index !== undefined) virtual.scrollToIndex(index, { align: 'center' })
  })
  useEffect(() => {
    if (target) show(target.messageId)
  }, [target])
  const found = search.current
  useEffect(() => {
    if (found) show(found.messageId)
  }, [found])

  /** From the turn jumped to last while that is in sight, else from what stands at the upper edge. */
  function jump(by: 1 | -1): void {
    const offset = virtual.scrollOffset ?? 0
    const seen = virtual.getVirtualItems().filter(item => item.end > offset && item.start < offset + (scrollRef.current?.clientHeight ?? 0))
    const last = target === null ? undefined : placeOf.get(target.messageId)
    const at = last !== undefined && seen.some(({ index }) => index === last) ? last : edge(seen, offset)
    const next = by === 1 ? turns.find(index => index > at) : turns.findLast(index => index < at)
    const item = next === undefined ? undefined : items[next]
    if (item?.kind === 'message') onTarget(item.message.id)
  }

  /** The browser would go to where the edge was guessed to be: heights are known only once they were on screen. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== scrollRef.current || (event.key !== 'Home' && event.key !== 'End') || items.length === 0) return
    event.preventDefault()
    if (event.key === 'End') virtual.scrollToIndex(items.length - 1, { align: 'end' })
    else virtual.scrollToOffset(0)
  }

  useHotkeys({ BracketLeft: () => jump(-1), BracketRight: () => jump(1) })

  return (
    <div
      ref={scrollRef} id={transcriptElementId} className={styles.scroll} tabIndex={0} role="region" aria-label={t('conversation.transcript')}
      onKeyDown={onKeyDown}
    >
      {items.length === 0 && <StateMessage icon="inbox" title={t('conversation.empty')} />}
      <div className={styles.all} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index]
          return item && (
            <div key={key} ref={virtual.measureElement} data-index={index} className={styles.slot} style={{ transform: `translateY(${start}px)` }}>
              <TranscriptEntry item={item} setting={setting} query={search.query} found={placeIn(item, search)} flash={'message' in item && item.message.id === target?.messageId ? target.request : 0} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** A first guess of a height, from how much there is to read. */
function estimate(item: TranscriptItem | undefined): number {
  if (item?.kind !== 'message') return 26
  const { text, files } = item.message
  const pictures = files.filter(({ type }) => type.startsWith('image')).length
  const lines = Math.max(1, Math.ceil(text.length / 48), text.split('\n', 200).length)
  return (item.opens ? 22 : 0) + 17 + 19 * lines + 30 * files.length + 19 * pictures
}

function edge(seen: readonly VirtualItem[], offset: number): number {
  const first = seen.find(({ start }) => start >= offset - NEAR_PX)
  // Nothing is being read yet at the very top: the first turn is the next.
  return offset <= PADDING_PX ? -1 : (first?.index ?? 0) - 0.5
}

function placeIn(item: TranscriptItem, { current }: TranscriptSearch): number | null {
  return 'message' in item && current?.messageId === item.message.id ? current.place : null
}
