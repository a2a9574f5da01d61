import type { ReactNode } from 'react'
import styles from './SettingsParts.module.css'

type SectionProps = {
  readonly title: string
  /** For links that lead here. */
  readonly id?: string
  readonly children: ReactNode
}

export function SettingsSection({ title, id, children }: SectionProps) {
  return (
    <section id={id} className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      <div className={styles.card}>{children}</div>
    </section>
  )
}

type RowProps = { readonly label: string; readonly text?: string | undefined; readonly children?: ReactNode }

export function SettingsRow({ label, text, children }: RowProps) {
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <p>{label}</p>
        {text !== undefined && <p className={styles.text}>{text}</p>}
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  )
}
