import { ActionIcon } from '@mantine/core'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '#renderer/ui/icons.tsx'
import type { TranscriptSearch } from '../hooks/use-transcript-search.ts'
import styles from './TranscriptSearchBar.module.css'

type Props = {
  readonly search: TranscriptSearch
  /** The conversation takes the keyboard back. */
  readonly onClose: () => void
}

export function TranscriptSearchBar({ search, onClose }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(search.query)
  const inputRef = useRef<HTMLInputElement>(null)
  const total = search.matches.length

  useEffect(() => inputRef.current?.select(), [])

  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
    } else if (event.key === 'Enter') {
      event.preventDefault()
      search.step(event.shiftKey ? -1 : 1)
    }
  }

  return (
    <div className={styles.bar} role="search" onKeyDown={onKey}>
      <Icon name="search" size={14} />
      <input
        ref={inputRef} className={styles.input} type="text" value={typed} placeholder={t('reading.searchPlaceholder')} aria-label={t('reading.search')} dir="auto"
        data-transcript-search="" onChange={({ currentTarget: { value } }) => { setTyped(value); search.change(value) }}
      />
      <span className={styles.count} role="status">
        {typed.trim() === '' ? '' : total === 0 ? t('reading.noMatches') : t('reading.matches', { at: search.active + 1, total })}
      </span>
      <ActionIcon aria-label={t('reading.previousMatch')} title={t('reading.previousMatch')} disabled={total === 0} onClick={() => search.step(-1)}>
        <Icon name="up" size={14} />
      </ActionIcon>
      <ActionIcon aria-label={t('reading.nextMatch')} title={t('reading.nextMatch')} disabled={total === 0} onClick={() => search.step(1)}>
        <Icon name="down" size={14} />
      </ActionIcon>
      <ActionIcon aria-label={t('reading.closeSearch')} title={t('reading.closeSearch')} onClick={onClose}>
        <Icon name="close" size={14} />
      </ActionIcon>
    </div>
  )
}
