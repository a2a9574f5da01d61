import type { NotificationRequest, Shell } from '#core/ports.ts'

/** A face without a window: notifications go to `onNotify`, everything else is politely declined. */
export function createHeadlessShell(onNotify: (request: NotificationRequest) => void): Shell {
  return {
    capabilities: { tray: false, nativeNotifications: true },
    notify: async request => {
      onNotify(request)
      return true
    },
    reveal: async () => false,
    openExternal: async () => false,
    seal: async () => null,
    unseal: async () => null,
    resolveProxy: async () => null,
    saveSettings: async () => {},
  }
}
