import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Screen } from '#renderer/ui/Screen.tsx'
import { AboutSection } from './AboutSection.tsx'
import { AppearanceSection } from './AppearanceSection.tsx'
import { NotificationsSection } from './NotificationsSection.tsx'

type Props = {
  /** Sections of other features. */
  readonly children: ReactNode
}

export function SettingsScreen({ children }: Props) {
  const { t } = useTranslation()
  return (
    <Screen title={t('settings.title')}>
      <AppearanceSection />
      <NotificationsSection />
      {children}
      <AboutSection />
    </Screen>
  )
}
