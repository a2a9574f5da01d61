import { Notification } from 'electron'
import type { Target } from '#contract/alerts.ts'
import type { NotificationRequest } from '#core/ports.ts'
import type { ServiceTraits } from '#infra/notifications/dbus-notifier.ts'
import { notificationBody, notificationTitle } from '#infra/notifications/notification-text.ts'

/** Where the system reports neither success nor failure, silence is taken for success after this long. */
const VERDICT_MS = 800
const MAX_KEPT = 50

export type NotifierOptions = {
  /**
   * On Linux: whether a service answers, asked without blocking. Electron's own call waits on the UI thread for one that
   * does not, for over a minute. Null elsewhere.
   */
  readonly probe: (() => Promise<ServiceTraits | null>) | null
  readonly icon: string
  readonly onClick: (target: Target) => void
}

export function createNotifier({ probe, icon, onClick }: NotifierOptions) {
  // Without a reference the object is collected, and its click is lost with it.
  const kept = new Set<Notification>()

  return async ({ title, body, target }: NotificationRequest): Promise<boolean> => {
    const service = probe === null ? { readsMarkup: false } : await probe()
    if (!service || !Notification.isSupported()) return false
    const notification = new Notification({
      title: notificationTitle(title), body: notificationBody(body, service.readsMarkup), icon, urgency: 'normal',
    })
    keep(notification)
    notification.on('click', () => {
      kept.delete(notification)
      if (target !== null) onClick(target)
    })
    return show(notification)
  }

  function keep(notification: Notification): void {
    kept.add(notification)
    const [oldest] = kept
    if (kept.size > MAX_KEPT && oldest) kept.delete(oldest)
  }
}

function show(notification: Notification): Promise<boolean> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, VERDICT_MS, true)
    const settle = (shown: boolean) => {
      clearTimeout(timer)
      resolve(shown)
    }
    notification.once('show', () => settle(true))
    notification.once('failed', () => settle(false))
    notification.show()
  })
}
