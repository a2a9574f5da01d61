import { useEffect, useLayoutEffect, useMemo, useRef, useState, startTransition } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#contract/transcripts.ts'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { StateMessage } from '#renderer/ui/StateMessage.tsx'
import { transcriptItems } from '../model/transcript-items.ts'
import { TranscriptEntry } from './TranscriptEntry.tsx'
import styles from './Transcript.module.css'

type Props = {
  readonly messages: readonly Message[]
  readonly firstAnswerLate: boolean
  /** An open dialog is read from its end, a closed one from its beginning. */
  readonly fromEnd: boolean
}

/** Enough for any usual dialog at once; longer ones grow while the reader is already reading. */
const FIRST_ITEMS = 150
const MORE_ITEMS = 250
const GROW_MS = 30
const NEAR_END_PX = 24

/** The element that takes the keyboard when the reader goes from the list to the conversation. */
export const transcriptElementId = 'transcript'

export function Transcript({ messages, firstAnswerLate, fromEnd }: Props) {
  const { t } = useTranslation()
  const { dayNumber } = useFormat()
  const scrollRef = useRef<HTMLDivElement>(null)
  const atEnd = useRef(fromEnd)
  const items = useMemo(() => transcriptItems(messages, { dayNumber, firstAnswerLate }), [messages, dayNumber, firstAnswerLate])
  const [count, setCount] = useState(FIRST_ITEMS)

  useEffect(() => {
    if (count >= items.length) return
    const timer = setTimeout(() => startTransition(() => setCount(known => known + MORE_ITEMS)), GROW_MS)
    return () => clearTimeout(timer)
  }, [count, items.length])

  // New messages keep the end in sight only for those who are there.
  useLayoutEffect(() => {
    const element = scrollRef.current
    if (element && atEnd.current) element.scrollTop = element.scrollHeight
  }, [items])

  return (
    <div
      ref={scrollRef} id={transcriptElementId} className={styles.scroll} tabIndex={0} role="region" aria-label={t('conversation.transcript')}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX
      }}
    >
      {items.length === 0 && <StateMessage icon="inbox" title={t('conversation.empty')} />}
      {(fromEnd ? items.slice(-count) : items.slice(0, count)).map(item => <TranscriptEntry key={item.key} item={item} />)}
    </div>
  )
}
