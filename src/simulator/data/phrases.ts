import { phrasesEn } from './phrases-en.ts'
import { phrasesRu } from './phrases-ru.ts'
import type { Language } from '../types.ts'

/** Everything said around a script: greetings, waiting, endings, the portal's own lines, supervisors' comments. */
export type Phrases = {
  readonly bot: readonly string[]
  readonly greeting: readonly string[]
  readonly nudge: readonly string[]
  readonly sorryForWait: readonly string[]
  readonly hold: readonly string[]
  readonly afterTransfer: readonly string[]
  readonly annoyedByTransfer: readonly string[]
  readonly thanks: readonly string[]
  readonly welcome: readonly string[]
  readonly anger: readonly string[]
  readonly regret: readonly string[]
  readonly followUp: readonly string[]
  readonly spam: readonly string[]
  readonly abandoned: readonly string[]
  readonly commentPraise: readonly string[]
  readonly commentMixed: readonly string[]
  readonly commentBlame: readonly string[]
  readonly assigned: string
  readonly transferred: string
  readonly transferredToLine: string
  readonly returnedToQueue: string
  readonly pinned: string
  readonly tookOver: string
  readonly joined: string
  readonly askVote: string
  readonly closedByOperator: string
  readonly closedByTimeout: string
  readonly closedByInactivity: string
  readonly closedByReplyLimit: string
  readonly closedAsSpam: string
  readonly lateVote: string
}

export const phrases: Readonly<Record<Language, Phrases>> = { ru: phrasesRu, en: phrasesEn }
