import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { connection } from '#renderer/bridge/index.ts'
import { accountQuery, appInfoQuery, settingsQuery } from '#renderer/data/session.ts'
import { SignInScreen } from '#renderer/features/sign-in/components/SignInScreen.tsx'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { StateMessage } from '#renderer/ui/StateMessage.tsx'
import { markAppState } from './app-state.ts'
import { Shell } from './Shell.tsx'
import styles from './Shell.module.css'

/** What there is to show at all: a lost window, a start that failed, sign-in, or the program. */
export function App() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const refused = useSyncExternalStore(connection.subscribe, connection.get) === 'refused'
  const account = useQuery(accountQuery())
  const settings = useQuery(settingsQuery())
  const info = useQuery(appInfoQuery())

  if (refused) {
    return <main className={styles.full}><StateMessage icon="warning" role="alert" title={t('app.refusedTitle')} text={t('app.refusedText')} /></main>
  }
  const failed = [account, settings, info].find(query => query.isError && query.data === undefined)
  if (failed) {
    const { what, next } = words(failed.error)
    return (
      <main className={styles.full}>
        <StateMessage icon="warning" role="alert" title={t('app.failedTitle')} text={`${what} ${next}`}>
          <Button onClick={() => [account, settings, info].forEach(query => void query.refetch())}>{t('app.retry')}</Button>
        </StateMessage>
      </main>
    )
  }
  if (account.data === undefined || settings.data === undefined || info.data === undefined) {
    return <main className={styles.full} aria-busy="true"><p className={styles.starting}>{t('app.starting')}</p></main>
  }
  return account.data === null ? <SignIn /> : <Shell key={account.data.id} account={account.data} />
}

function SignIn() {
  useEffect(() => markAppState('ready'), [])
  return <SignInScreen />
}
