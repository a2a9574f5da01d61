import { Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account, ListedAccount } from '#contract/accounts.ts'
import { accountsQuery } from '#renderer/data/session.ts'
import { useRoute } from '#renderer/route/use-route.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import { Mark } from '#renderer/ui/Mark.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { useGoToAccount } from '../api/account-queries.ts'
import { AccountName, AccountState } from './AccountWords.tsx'
import { SignOutDialog } from './SignOutDialog.tsx'
import styles from './AccountMenu.module.css'

type Props = { readonly account: Account }

const digit = /^(?:Digit|Numpad)([1-9])$/

/** The rail's head: who is on screen, and the way to the others in two keys. */
export function AccountMenu({ account }: Props) {
  const { t } = useTranslation()
  const { go } = useRoute()
  const [opened, setOpened] = useState(false)
  const [leaving, setLeaving] = useState<Account | null>(null)
  const list = useQuery(accountsQuery()).data ?? []
  const goTo = useGoToAccount()
  const alertsElsewhere = list.some(({ account: { id }, openAlerts }) => id !== account.id && (openAlerts ?? 0) > 0)

  useHotkeys({ Backquote: () => setOpened(true) })

  function choose(listed: ListedAccount): void {
    setOpened(false)
    if (listed.account.id !== account.id) goTo(listed)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const number = digit.exec(event.code)?.[1]
    const listed = number === undefined ? undefined : list[Number(number) - 1]
    if (listed) choose(listed)
    else if (event.code === 'Backquote') setOpened(false)
    else return
    event.preventDefault()
  }

  return (
    <>
      <Menu width={340} opened={opened} onChange={setOpened}>
        <Menu.Target>
          <button type="button" className={styles.head}>
            <span className={styles.others}><Mark size={26} />{alertsElsewhere && <i title={t('accounts.alertsElsewhere')} />}</span>
            <AccountName account={account} />
            <span className="visually-hidden">{alertsElsewhere && `${t('accounts.alertsElsewhere')}. `}{t('accounts.menuButton')}</span>
            <Icon name="chevrons" size={14} />
          </button>
        </Menu.Target>
        <Menu.Dropdown aria-label={t('accounts.menu')} onKeyDown={onKeyDown}>
          <div className={styles.menuList} role="none">
            {list.map((listed, index) => (
              <Menu.Item
                key={listed.account.id} data-autofocus={listed.account.id === account.id || undefined} onClick={() => choose(listed)}
                aria-current={listed.account.id === account.id || undefined} aria-keyshortcuts={index < 9 ? String(index + 1) : undefined}
              >
                <span className={styles.item}>
                  {index < 9 ? <Key>{String(index + 1)}</Key> : <span className={styles.noKey} />}
                  <AccountName account={listed.account} />
                  {listed.account.id === account.id && <span className={styles.current}>{t('accounts.current')}</span>}
                  <AccountState listed={listed} />
                </span>
              </Menu.Item>
            ))}
          </div>
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="plus" size={14} />} onClick={() => go({ screen: 'sign-in', kind: null, host: null })}>{t('accounts.add')}</Menu.Item>
          <Menu.Item leftSection={<Icon name="leave" size={14} />} onClick={() => setLeaving(account)}>{t('accounts.signOut')}</Menu.Item>
          <div className={styles.hint} aria-hidden="true"><Key>{t('accounts.menuKey')}</Key>{t('accounts.menuHint')}</div>
        </Menu.Dropdown>
      </Menu>
      <SignOutDialog account={leaving} isCurrent onClose={() => setLeaving(null)} />
    </>
  )
}
