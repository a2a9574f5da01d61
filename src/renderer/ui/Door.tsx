import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Mark } from './Mark.tsx'
import styles from './Door.module.css'

type Props = {
  readonly width: 'wide' | 'narrow'
  /** Back to where somebody came from; null when there is nothing behind. */
  readonly onBack: (() => void) | null
  readonly children: ReactNode
}

/** What stands before the program: sign-in, unlocking, choosing an account. */
export function Door({ width, onBack, children }: Props) {
  const { t } = useTranslation()
  return (
    <main className={styles.screen}>
      <div className={styles.card} data-width={width}>
        <header className={styles.brand}>
          <Mark size={40} />
          <div>
            <h1>{t('app.name')}</h1>
            <p>{t('app.purpose')}</p>
          </div>
          {onBack !== null && <Button className={styles.back} onClick={onBack}>{t('signIn.back')}</Button>}
        </header>
        {children}
      </div>
    </main>
  )
}
