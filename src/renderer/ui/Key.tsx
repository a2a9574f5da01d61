import styles from './Key.module.css'

type Props = { readonly children: string }

/** A key as it is written on the keyboard. */
export function Key({ children }: Props) {
  return <kbd className={styles.key}>{children}</kbd>
}
