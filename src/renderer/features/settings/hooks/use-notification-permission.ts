import { useState } from 'react'

/** The browser's leave to show notifications; `denied` where there are none at all. */
export function useNotificationPermission() {
  const [permission, setPermission] = useState<NotificationPermission>(() => 'Notification' in window ? Notification.permission : 'denied')
  return { permission, ask: () => void Notification.requestPermission().then(setPermission) }
}
