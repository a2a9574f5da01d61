import type { ReactNode } from 'react'
import { Icon, type IconName } from './icons.tsx'
import styles from './StateMessage.module.css'

type Props = {
  readonly icon: IconName
  readonly title: string
  readonly text?: string | undefined
  /** `alert` for failures: they are read out at once. */
  readonly role?: 'status' | 'alert'
  readonly children?: ReactNode
}

/** What is so and what can be done, in the place where content would be. */
export function StateMessage({ icon, title, text, role = 'status', children }: Props) {
  return (
    <div className={styles.box} role={role}>
      <span className={role === 'alert' ? styles.iconAlert : styles.icon}><Icon name={icon} size={20} /></span>
      <p className={styles.title}>{title}</p>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {children !== undefined && children !== false && <div className={styles.actions}>{children}</div>}
    </div>
  )
}
