/** Words shared by the whole demo portal. Codes are stored as indexes into these lists, so their order is fixed. */
export const statuses = ['new', 'answered', 'paused', 'closed', 'spam'] as const
export const closeReasons = ['operator', 'auto', 'spam', 'client', 'replyLimit'] as const
export const votes = ['none', 'like', 'dislike'] as const
export const crmTypes = ['lead', 'deal', 'contact', 'company'] as const
export const channels = [
  'livechat',
  'telegrambot',
  'whatsappbyedna',
  'vkgroup',
  'avito',
  'viber',
  'fbinstagramdirect',
  'facebook',
  'whatsappbytwilio',
  'ok',
  'max',
] as const

export type Status = (typeof statuses)[number]
export type CloseReason = (typeof closeReasons)[number]
export type Vote = (typeof votes)[number]
export type CrmType = (typeof crmTypes)[number]
export type Channel = (typeof channels)[number]

export type Language = 'ru' | 'en'
export type LineKind = 'support' | 'sales' | 'delivery' | 'booking'
export type Gender = 'M' | 'F'

/** Who wrote a message. `system` lines have author 0 on the wire. */
export type Author = 'client' | 'operator' | 'bot' | 'system'

export type Line = {
  readonly id: number
  readonly name: string
  readonly language: Language
  readonly kind: LineKind
  /** Share of all dialogs, relative. */
  readonly weight: number
  /** Seconds allowed for the first answer; 0 = no such target on this line. */
  readonly kpiSeconds: number
  readonly maxChat: number
  readonly asksForVote: boolean
  readonly crm: boolean
  /** The person responsible for the CRM activity changes with the operator (CRM_TRANSFER_CHANGE). */
  readonly transferChange: boolean
  /** A rating ends the session at once (VOTE_CLOSING_DELAY); otherwise it stays open for a while. */
  readonly closesOnVote: boolean
  /** Seconds after the close in which a rating is taken; 0 = for ever (VOTE_TIME_LIMIT). */
  readonly voteTimeLimit: number
  /** Clients give one to five stars instead of a like or a dislike. */
  readonly hasStars: boolean
  readonly hasBot: boolean
  readonly channels: readonly (readonly [Channel, number])[]
}

export type Department = { readonly id: number; readonly name: string; readonly parent: number | null; readonly head: number | null }

export type Staff = {
  readonly id: number
  readonly firstName: string
  readonly lastName: string
  readonly gender: Gender
  readonly position: string
  readonly departmentId: number
  readonly lineIds: readonly number[]
  /** Days before the anchor: the first and the last working day; the last is null for those still employed. */
  readonly hiredDaysAgo: number
  readonly dismissedDaysAgo: number | null
  /** 1 = usual pace of answering; 2 = twice as slow. */
  readonly slowness: number
  /** Added to the chance of a dislike. */
  readonly roughness: number
}
