import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account, ListedAccount } from '#contract/accounts.ts'
import { connection } from '#renderer/bridge/index.ts'
import { accountQuery, accountsQuery, appInfoQuery, settingsQuery } from '#renderer/data/session.ts'
import { AccountsScreen } from '#renderer/features/accounts/components/AccountsScreen.tsx'
import { SignInScreen } from '#renderer/features/sign-in/components/SignInScreen.tsx'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { isDoor, viewRoute } from '#renderer/route/route.ts'
import { useRoute } from '#renderer/route/use-route.ts'
import { StateMessage } from '#renderer/ui/StateMessage.tsx'
import { markAppState } from './app-state.ts'
import { Shell } from './Shell.tsx'
import styles from './Shell.module.css'

/** What there is to show at all: a lost window, a start that failed, a door, or the program. */
export function App() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const refused = useSyncExternalStore(connection.subscribe, connection.get) === 'refused'
  const { route } = useRoute()
  const account = useQuery(accountQuery())
  const accounts = useQuery(accountsQuery())
  const settings = useQuery(settingsQuery())
  const info = useQuery(appInfoQuery())

  if (refused) {
    return <main className={styles.full}><StateMessage icon="warning" role="alert" title={t('app.refusedTitle')} text={t('app.refusedText')} /></main>
  }
  const failed = [account, accounts, settings, info].find(query => query.isError && query.data === undefined)
  if (failed) {
    const { what, next } = words(failed.error)
    return (
      <main className={styles.full}>
        <StateMessage icon="warning" role="alert" title={t('app.failedTitle')} text={`${what} ${next}`}>
          <Button onClick={() => [account, accounts, settings, info].forEach(query => void query.refetch())}>{t('app.retry')}</Button>
        </StateMessage>
      </main>
    )
  }
  if (account.data === undefined || accounts.data === undefined || settings.data === undefined || info.data === undefined) {
    return <main className={styles.full} aria-busy="true"><p className={styles.starting}>{t('app.starting')}</p></main>
  }
  if (account.data !== null && !isDoor(route)) return <Shell key={account.data.id} account={account.data} />
  return <Doors current={account.data} accounts={accounts.data} />
}

type DoorsProps = {
  /** The account behind the door, to which one can go back. */
  readonly current: Account | null
  readonly accounts: readonly ListedAccount[]
}

/** Signing in, or choosing and unlocking an account. */
function Doors({ current, accounts }: DoorsProps) {
  const { route, go } = useRoute()
  useEffect(() => markAppState('ready'), [])
  const goHome = () => go(viewRoute('review'))
  if (accounts.length === 0 || route.screen === 'sign-in') {
    const wanted = route.screen === 'sign-in' ? route : { kind: null, host: null }
    const onBack = current !== null ? goHome : accounts.length > 0 ? () => go({ screen: 'accounts', accountId: null }) : null
    // Another wish is another form.
    return <SignInScreen key={`${wanted.kind} ${wanted.host}`} wanted={wanted} current={current} onBack={onBack} />
  }
  const lockedOnScreen = accounts.find(listed => listed.current && listed.state === 'locked')?.account.id ?? null
  return <AccountsScreen accounts={accounts} accountId={route.screen === 'accounts' ? route.accountId : lockedOnScreen} onBack={current === null ? null : goHome} />
}
