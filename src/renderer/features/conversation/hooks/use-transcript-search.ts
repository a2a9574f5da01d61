import { useDeferredValue, useMemo, useState } from 'react'
import type { Message } from '#contract/transcripts.ts'
import { searchMessages, type Match } from '../model/search.ts'

export type TranscriptSearch = {
  readonly isOpen: boolean
  readonly query: string
  readonly matches: readonly Match[]
  /** The one that the reader is at, from 0. */
  readonly active: number
  readonly current: Match | null
  readonly open: () => void
  readonly close: () => void
  readonly change: (query: string) => void
  /** Round and round: after the last comes the first. */
  readonly step: (by: 1 | -1) => void
}

/** Looks for words in the messages at hand; typing stays smooth in the longest of them. */
export function useTranscriptSearch(messages: readonly Message[]): TranscriptSearch {
  const [isOpen, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const [place, setPlace] = useState(0)
  const looked = useDeferredValue(isOpen ? query : '')
  const matches = useMemo(() => searchMessages(messages, looked), [messages, looked])
  const active = matches.length === 0 ? 0 : Math.min(place, matches.length - 1)
  return {
    isOpen, query: looked, matches, active, current: matches[active] ?? null,
    open: () => setOpen(true),
    close: () => setOpen(false),
    change(next) {
      setQuery(next)
      setPlace(0)
    },
    step: by => setPlace((active + by + matches.length) % Math.max(1, matches.length)),
  }
}
