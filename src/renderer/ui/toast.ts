import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'

type Toast = {
  /** A second toast with the same id takes the first one's place. */
  readonly id: string
  readonly title?: string
  readonly message: ReactNode
  readonly tone?: 'plain' | 'low'
  /** `long` for what somebody should notice on coming back to the screen; `sticky` stays until closed. */
  readonly stay?: 'short' | 'long' | 'sticky'
  /** The close button's name. */
  readonly closeLabel: string
}

const shownMs = { short: 7_000, long: 20_000, sticky: false } as const

export function showToast({ id, title, message, tone = 'plain', stay = 'short', closeLabel }: Toast): void {
  notifications.hide(id)
  notifications.show({
    id, title, message, withBorder: true, color: tone === 'low' ? 'red' : 'blue',
    autoClose: shownMs[stay], closeButtonProps: { 'aria-label': closeLabel },
  })
}

export function hideToast(id: string): void {
  notifications.hide(id)
}
