import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { formatRoute, type Route } from '#renderer/route/route.ts'
import { useRouteStore } from '#renderer/route/use-route.ts'
import { Icon, type IconName } from '#renderer/ui/icons.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import styles from './Rail.module.css'

type Props = {
  readonly target: Route
  readonly icon: IconName
  readonly name: string
  readonly current: boolean
  /** Opens it after G. */
  readonly digit?: number | null
  /** G was pressed: the digit stands in the count's place. */
  readonly asksDigit?: boolean
  readonly count?: number | undefined
  /** A number that asks for something; none when it is 0. */
  readonly badge?: number
  readonly link?: ComponentProps<'a'> & { readonly 'data-view'?: string }
  readonly item?: ComponentProps<'li'> & { readonly 'data-dragged'?: true | undefined }
  /** Beside the link. */
  readonly children?: ReactNode
}

export function RailEntry({ target, icon, name, current, digit = null, asksDigit = false, count, badge = 0, link, item, children }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { go } = useRouteStore()

  function follow(event: MouseEvent): void {
    event.preventDefault()
    go(target)
  }

  return (
    <li {...item} className={styles.item}>
      <a
        {...link} className={styles.entry} href={formatRoute(target)} aria-current={current ? 'page' : undefined}
        title={digit === null ? name : `${name} · ${t('views.digit', { digit })}`} onClick={follow}
      >
        <Icon name={icon} size={15} />
        <span className={styles.name}>{name}</span>
        {asksDigit && digit !== null && <Key>{String(digit)}</Key>}
        {!asksDigit && count !== undefined && <span className={styles.count}>{format.number(count)}</span>}
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
