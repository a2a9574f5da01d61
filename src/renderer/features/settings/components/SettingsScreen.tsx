import { useTranslation } from 'react-i18next'
import { Screen } from '#renderer/ui/Screen.tsx'
import { AboutSection } from './AboutSection.tsx'
import { AccountSection } from './AccountSection.tsx'
import { AppearanceSection } from './AppearanceSection.tsx'
import { NotificationsSection } from './NotificationsSection.tsx'

export function SettingsScreen() {
  const { t } = useTranslation()
  return (
    <Screen title={t('settings.title')}>
      <AppearanceSection />
      <NotificationsSection />
      <AccountSection />
      <AboutSection />
    </Screen>
  )
}
