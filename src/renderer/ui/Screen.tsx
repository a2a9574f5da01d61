import type { ReactNode } from 'react'
import styles from './Screen.module.css'

type Props = {
  readonly title: string
  readonly text?: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A page of the program beside the list: head, then content at a readable width. */
export function Screen({ title, text, actions, children }: Props) {
  return (
    <section className={styles.screen} aria-label={title}>
      <header className={styles.head}>
        <h1>{title}</h1>
        {text !== undefined && <span className={styles.text}>{text}</span>}
        <div className={styles.actions}>{actions}</div>
      </header>
      <div className={styles.scroll} tabIndex={-1}>
        <div className={styles.content}>{children}</div>
      </div>
    </section>
  )
}
