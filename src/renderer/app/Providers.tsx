import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { useColorScheme } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider, useQuery, type QueryClient } from '@tanstack/react-query'
import 'dayjs/locale/ru'
import type { i18n as I18n } from 'i18next'
import { useLayoutEffect, useMemo, type ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { accountQuery, appInfoQuery, settingsQuery } from '#renderer/data/session.ts'
import { DraftsContext, type Drafts } from '#renderer/features/conversation/model/drafts.ts'
import { createFormat } from '#renderer/i18n/format.ts'
import { resolveLanguage } from '#renderer/i18n/i18n.ts'
import { WordsContext } from '#renderer/i18n/use-words.ts'
import type { RouteStore } from '#renderer/route/route-store.ts'
import { RouteContext } from '#renderer/route/use-route.ts'
import { theme } from '#renderer/ui/theme.ts'
import styles from './toasts.module.css'

type Props = {
  readonly client: QueryClient
  readonly i18n: I18n
  readonly routes: RouteStore
  readonly drafts: (accountId: string) => Drafts
  readonly children: ReactNode
}

const MONDAY = 1
/** The calendar would paint weekends red, and red is only for what is low or late. */
const noWeekend: [] = []
const TOAST_WIDTH_PX = 360

export function Providers({ client, i18n, routes, drafts, children }: Props) {
  return (
    <QueryClientProvider client={client}>
      <RouteContext value={routes}>
        <I18nextProvider i18n={i18n}>
          <Look i18n={i18n} drafts={drafts}>{children}</Look>
        </I18nextProvider>
      </RouteContext>
    </QueryClientProvider>
  )
}

/** Language, zone, theme and drafts, as settings and the account say. Changes hold at once. */
function Look({ i18n, drafts, children }: Pick<Props, 'i18n' | 'drafts' | 'children'>) {
  const wish = useQuery(settingsQuery()).data
  const info = useQuery(appInfoQuery()).data
  const account = useQuery(accountQuery()).data
  const systemTheme = useColorScheme('light', { getInitialValueInEffect: false })
  const shownTheme = wish === undefined || wish.theme === 'system' ? systemTheme : wish.theme
  const language = resolveLanguage(wish?.language ?? 'system', info?.locale ?? navigator.language)
  const zoneMinutes = account?.zoneMinutes ?? -new Date().getTimezoneOffset()
  const words = useMemo(() => ({ language, format: createFormat({ language, zoneMinutes }) }), [language, zoneMinutes])

  useLayoutEffect(() => {
    document.documentElement.lang = language
    if (i18n.language !== language) void i18n.changeLanguage(language)
  }, [i18n, language])
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = shownTheme
  }, [shownTheme])

  return (
    <WordsContext value={words}>
      <MantineProvider theme={theme} forceColorScheme={shownTheme} withCssVariables={false} withGlobalClasses={false} withStaticClasses={false}>
        <DatesProvider settings={{ locale: language, firstDayOfWeek: MONDAY, weekendDays: noWeekend }}>
          <DraftsContext value={drafts(account?.id ?? '')}>{children}</DraftsContext>
          <Notifications position="bottom-left" limit={4} containerWidth={TOAST_WIDTH_PX} classNames={{ root: styles.toasts }} />
        </DatesProvider>
      </MantineProvider>
    </WordsContext>
  )
}
