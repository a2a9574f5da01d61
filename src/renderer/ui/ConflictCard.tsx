import { Button } from '@mantine/core'
import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Vote } from '#contract/ratings.ts'
import { Icon } from './icons.tsx'
import { Key } from './Key.tsx'
import { isTyping, useHotkeys } from './use-hotkeys.ts'
import { wordDiff, type DiffPart } from './word-diff.ts'
import styles from './ConflictCard.module.css'

export const conflictChoices = ['theirs', 'mine', 'merge'] as const
export type ConflictChoice = (typeof conflictChoices)[number]

const keys: Readonly<Record<ConflictChoice, string>> = { theirs: 'T', mine: 'M', merge: 'E' }

type Props = {
  readonly theirs: Vote
  readonly mine: Vote
  /** What a number means. */
  readonly meaning: (rating: number | null) => string
  readonly pending: boolean
  /** Theirs is not what it was when a choice was made: the choice has to be made anew. */
  readonly changed: boolean
  /** Whether its keys work in the whole window, or only while it has the keyboard: there may be several. */
  readonly keysOf: 'window' | 'card'
  readonly onChoose: (choice: ConflictChoice) => void
  readonly children?: ReactNode
}

/** Somebody else's rating beside one's own, and the three ways out. */
export function ConflictCard({ theirs, mine, meaning, pending, changed, keysOf, onChoose, children }: Props) {
  const { t } = useTranslation()
  const diff = useMemo(() => wordDiff(theirs.comment ?? '', mine.comment ?? ''), [theirs.comment, mine.comment])
  const choose = (choice: ConflictChoice): void => { if (!pending) onChoose(choice) }
  useHotkeys(keysOf === 'window' ? Object.fromEntries(conflictChoices.map(choice => [`Key${keys[choice]}`, () => choose(choice)])) : {})

  function onKeyDown(event: KeyboardEvent): void {
    const choice = conflictChoices.find(name => event.code === `Key${keys[name]}`)
    if (keysOf === 'window' || choice === undefined || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTyping(event.target)) return
    event.preventDefault()
    choose(choice)
  }

  return (
    <div
      className={styles.card} role="group" aria-label={t('conflict.title')} tabIndex={keysOf === 'card' ? 0 : undefined}
      data-conflict-card={keysOf === 'card' || undefined} onKeyDown={onKeyDown}
    >
      {(keysOf === 'window' || changed) && <p className={styles.title} role="alert"><Icon name="warning" size={14} />{t(changed ? 'conflict.changed' : 'conflict.title')}</p>}
      <div className={styles.sides}>
        <Side name={t('conflict.theirs')} vote={theirs} meaning={meaning} parts={diff.left} />
        <Side name={t('conflict.mine')} vote={mine} meaning={meaning} parts={diff.right} />
      </div>
      {children}
      <div className={styles.choices}>
        {conflictChoices.map(choice => (
          <Button key={choice} disabled={pending} rightSection={<span aria-hidden="true"><Key>{keys[choice]}</Key></span>} onClick={() => choose(choice)}>
            {t(`conflict.choose.${choice}`)}
          </Button>
        ))}
      </div>
    </div>
  )
}

/** Longer ones are clamped until asked for. */
const LONG = 160

type SideProps = { readonly name: string; readonly vote: Vote; readonly meaning: Props['meaning']; readonly parts: readonly DiffPart[] }

function Side({ name, vote, meaning, parts }: SideProps) {
  const { t } = useTranslation()
  const [whole, setWhole] = useState(false)
  const comment = vote.comment ?? ''
  const long = comment.length > LONG || comment.split('\n').length > 4
  return (
    <section className={styles.side} aria-label={name}>
      <h4>{name}</h4>
      <p className={styles.rating}><b>{vote.rating ?? '—'}</b> {meaning(vote.rating)}</p>
      {comment === '' ? <p className={styles.none}>{t('conflict.noComment')}</p> : (
        <p className={styles.comment} dir="auto" data-clamped={(long && !whole) || undefined} tabIndex={whole ? 0 : undefined}>
          {parts.map(({ text, differs }, index) => (differs ? <Marked key={index} text={text} /> : <span key={index}>{text}</span>))}
        </p>
      )}
      {long && <button type="button" className={styles.more} aria-expanded={whole} onClick={() => setWhole(!whole)}>{t(whole ? 'conflict.less' : 'conflict.all')}</button>}
    </section>
  )
}

/** Without the space at its end, which would be underlined too. */
function Marked({ text }: { readonly text: string }) {
  const words = text.trimEnd()
  return <><mark>{words}</mark>{text.slice(words.length)}</>
}
