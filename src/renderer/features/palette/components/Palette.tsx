import { Modal } from '@mantine/core'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '#renderer/ui/focus.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import { findEntries, type Entry, type Hit } from '../model/entries.ts'
import styles from './Palette.module.css'

type Props = {
  /** What can be done; some of it only this query makes possible. */
  readonly entriesFor: (query: string) => readonly Entry[]
  readonly onClose: () => void
}

/** Everything by name, from the keyboard alone. */
export function Palette({ entriesFor, onClose }: Props) {
  const { t } = useTranslation()
  useFocusBack()
  return (
    <Modal.Root opened onClose={onClose} size={620} padding={0} centered={false} yOffset="12vh" lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.title')} radius={10}>
        <Modal.Body className={styles.body}><Search entriesFor={entriesFor} onClose={onClose} /></Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function Search({ entriesFor, onClose }: Props) {
  const { t } = useTranslation()
  const listId = useId()
  const [query, setQuery] = useState('')
  const [wanted, setWanted] = useState(0)
  const groups = useMemo(() => findEntries(entriesFor(query), query), [entriesFor, query])
  const hits = groups.flatMap(group => group.hits)
  const active = Math.min(wanted, hits.length - 1)
  const optionId = (index: number): string => `${listId}-${index}`

  const listRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    listRef.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active, groups])

  function choose(hit: Hit | undefined): void {
    if (!hit) return
    onClose()
    hit.entry.run()
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Letters of a script that is composed are confirmed with Enter, too.
    if (event.nativeEvent.isComposing) return
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    if (step !== undefined) setWanted(moved(active, step, hits.length))
    else if (event.key === 'Enter') choose(hits[active])
    else return
    event.preventDefault()
  }

  return (
    <>
      <div className={styles.head}>
        <Icon name="search" size={16} />
        <input
          data-autofocus className={styles.input} role="combobox" aria-expanded="true" aria-controls={listId} aria-autocomplete="list" aria-label={t('palette.search')}
          aria-activedescendant={hits.length > 0 ? optionId(active) : undefined} placeholder={t('palette.placeholder')} spellCheck={false} autoComplete="off"
          value={query} onChange={event => { setQuery(event.currentTarget.value); setWanted(0) }} onKeyDown={onKeyDown}
        />
        <Key>Esc</Key>
      </div>
      <div ref={listRef} id={listId} className={styles.list} role="listbox" aria-label={t('palette.title')}>
        {/* Pointed at only where the pointer moves: a list that scrolls under a resting one must not take the choice. */}
        <div role="presentation" onMouseMove={event => setWanted(indexAt(event.target) ?? active)} onClick={event => choose(hits[indexAt(event.target) ?? -1])}>
          {groups.map(({ group, hits: found }) => (
            <div key={group} role="group" aria-labelledby={`${listId}-${group}`}>
              <p id={`${listId}-${group}`} className={styles.group} role="presentation">{t(`palette.group.${group}`)}</p>
              {found.map(hit => {
                const at = hits.indexOf(hit)
                return <Option key={hit.entry.id} id={optionId(at)} index={at} hit={hit} active={at === active} />
              })}
            </div>
          ))}
        </div>
      </div>
      {hits.length === 0 && <p className={styles.none}>{t('palette.none')}</p>}
      <p className="visually-hidden" role="status">{t('palette.found', { count: hits.length })}</p>
    </>
  )
}

type OptionProps = { readonly id: string; readonly index: number; readonly hit: Hit; readonly active: boolean }

/** The keyboard stays with the combobox, which names the active one. */
function Option({ id, index, hit: { entry, pieces }, active }: OptionProps) {
  return (
    <div id={id} role="option" aria-selected={active} data-index={index} className={styles.option}>
      <Icon name={entry.icon} size={15} />
      <span className={styles.label} dir="auto">
        {pieces.map(({ text, mark }, i) => mark ? <mark key={i}>{text}</mark> : <span key={i}>{text}</span>)}
      </span>
      {entry.note !== undefined && <span className={styles.note}>{entry.note}</span>}
    </div>
  )
}

function indexAt(target: EventTarget): number | null {
  const option = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return option === null ? null : Number(option.dataset['index'])
}

/** One step past an end comes in at the other; a page stops there. */
function moved(from: number, step: number, count: number): number {
  if (count === 0) return 0
  if (Math.abs(step) === 1) return (from + step + count) % count
  return Math.min(Math.max(from + step, 0), count - 1)
}
