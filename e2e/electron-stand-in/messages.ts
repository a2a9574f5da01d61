/** What the test asks of the main process under it. */
export type Request =
  | { readonly kind: 'fetch'; readonly url: string; readonly method: string }
  | { readonly kind: 'invoke'; readonly channel: string; readonly args: readonly unknown[]; readonly frame: { readonly url: string; readonly isTop: boolean } }
  | { readonly kind: 'look' }
  | { readonly kind: 'clickNotification'; readonly index: number }
  | { readonly kind: 'chooseInTray'; readonly label: string }
  | { readonly kind: 'closeWindow' }
  | { readonly kind: 'secondInstance'; readonly argv: readonly string[] }
  | { readonly kind: 'quit' }

export type ToMain = { readonly id: number; readonly request: Request }

export type FromMain =
  | { readonly kind: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'event'; readonly channel: string; readonly args: readonly unknown[] }

export type FetchReply = { readonly status: number; readonly headers: Record<string, string>; readonly body: string }

/** The desktop as a user would see it. */
export type Look = {
  readonly log: readonly string[]
  readonly errors: readonly string[]
  readonly windows: readonly { readonly url: string | null; readonly visible: boolean; readonly preferences: unknown }[]
  readonly notifications: readonly { readonly title?: string; readonly body?: string }[]
  readonly tray: { readonly tooltip: string; readonly labels: readonly string[] } | null
  readonly badge: number
}
