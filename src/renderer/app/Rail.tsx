import { useQuery } from '@tanstack/react-query'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts.ts'
import { builtInViews, type View } from '#contract/views.ts'
import { useViewName, viewCountsQuery, viewsQuery } from '#renderer/data/views.ts'
import { AccountMenu } from '#renderer/features/accounts/components/AccountMenu.tsx'
import { alertsQuery, openAlertCount } from '#renderer/features/alerts/api/alert-queries.ts'
import { RemoveView } from '#renderer/features/views/components/RemoveView.tsx'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { formatRoute, type Route } from '#renderer/route/route.ts'
import { useRoute, useRouteStore } from '#renderer/route/use-route.ts'
import { Icon, type IconName } from '#renderer/ui/icons.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { routeOfView, shownView } from './view-route.ts'
import styles from './Rail.module.css'

type Props = { readonly account: Account }

const viewIcons: Readonly<Record<string, IconName>> = {
  review: 'review', low: 'thumbDown', open: 'clock', waiting: 'clock', disagreements: 'transfer', all: 'list',
}
/** Until the engine has told. */
const firstViews: readonly View[] = builtInViews.map((view, index) => ({ ...view, name: null, layout: null, shortcut: index + 1 }))

export function Rail({ account }: Props) {
  const { t } = useTranslation()
  const { route, go } = useRoute()
  const views = useQuery(viewsQuery()).data ?? firstViews
  const counts = useQuery(viewCountsQuery()).data
  const nameOf = useViewName()
  const openAlerts = openAlertCount(useQuery(alertsQuery()).data ?? [])

  const shown = route.screen === 'dialogs' ? shownView(route, views)?.id : null
  const own = views.filter(view => view.name !== null)
  useHotkeys(Object.fromEntries(views.filter(({ shortcut }) => shortcut !== null).map(view => [`Ctrl+Digit${view.shortcut}`, () => go(routeOfView(view))])))

  const viewEntry = (view: View) => (
    <Entry
      key={view.id} target={routeOfView(view)} icon={viewIcons[view.id] ?? 'filter'} name={nameOf(view)} current={shown === view.id} count={counts?.[view.id]}
      digit={view.shortcut}
    >
      {view.name !== null && <RemoveView view={view} />}
    </Entry>
  )

  return (
    <nav className={styles.rail} aria-label={t('nav.label')}>
      <AccountMenu account={account} />
      <ul>{views.filter(view => view.name === null).map(viewEntry)}</ul>
      {own.length > 0 && (
        <>
          <p className={styles.group}>{t('views.own')}</p>
          <ul>{own.map(viewEntry)}</ul>
        </>
      )}
      <p className={styles.group}>{t('nav.team')}</p>
      <ul>
        <Entry target={{ screen: 'alerts' }} current={route.screen === 'alerts'} icon="bell" name={t('nav.alerts')} badge={openAlerts} />
        <Entry target={{ screen: 'exports' }} current={route.screen === 'exports'} icon="download" name={t('nav.exports')} />
      </ul>
      <ul className={styles.last}>
        <Entry target={{ screen: 'settings' }} current={route.screen === 'settings'} icon="settings" name={t('nav.settings')} />
      </ul>
    </nav>
  )
}

type EntryProps = {
  readonly target: Route
  readonly icon: IconName
  readonly name: string
  readonly current: boolean
  /** Opens it together with Ctrl. */
  readonly digit?: number | null
  readonly count?: number | undefined
  /** A number that asks for something; none when it is 0. */
  readonly badge?: number
  /** Beside the link. */
  readonly children?: ReactNode
}

function Entry({ target, icon, name, current, digit = null, count, badge = 0, children }: EntryProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { go } = useRouteStore()

  function follow(event: MouseEvent): void {
    event.preventDefault()
    go(target)
  }

  return (
    <li className={styles.item}>
      <a
        className={styles.entry} href={formatRoute(target)} aria-current={current ? 'page' : undefined} title={digit === null ? name : `${name} · Ctrl+${digit}`}
        aria-keyshortcuts={digit === null ? undefined : `Control+${digit}`} onClick={follow}
      >
        <Icon name={icon} size={15} />
        <span className={styles.name}>{name}</span>
        {count !== undefined && <span className={styles.count}>{format.number(count)}</span>}
        {badge > 0 && (
          <span className={styles.badge}>
            <span aria-hidden="true">{format.number(badge)}</span>
            <span className="visually-hidden">{t('nav.openAlerts', { count: badge })}</span>
          </span>
        )}
      </a>
      {children}
    </li>
  )
}
