import { evidenceKinds, type EvidenceKind } from '#contract/insights.ts'
import { closeReasons } from '#contract/dialogs.ts'
import { messageEvents, type Message } from '#contract/transcripts.ts'
import type { EvidenceSession } from '../evidence.ts'
import { englishDialogs } from './dialogs-en.ts'
import { russianDialogs } from './dialogs-ru.ts'

export type LabelledDialog = {
  readonly line: string
  /** What a person who read it would name; none where nothing in it explains a low rating. */
  readonly causes: readonly EvidenceKind[]
  readonly messages: readonly Message[]
  readonly session: EvidenceSession
}

const start = Date.UTC(2026, 10, 20, 9)
const minuteMs = 60_000
const authors = { c: ['client', 1], o: ['operator', 11], p: ['operator', 12], q: ['operator', 13], b: ['bot', 40], s: ['system', 0] } as const

/**
 * `causes | facts | messages`: a message is its minute, who wrote it (c client, o p q operators, b bot, s the system with
 * an event) and its text. `back`: minutes from the close until the client's next dialog.
 */
export const labelledDialogs: readonly LabelledDialog[] = [...russianDialogs, ...englishDialogs].map(read)

function read(line: string): LabelledDialog {
  const [causes = '', facts = '', talk = ''] = line.split(' | ')
  const messages = talk.split(' / ').map(toMessage)
  const fact = new Map(facts.split(' ').map(pair => pair.split('=')).map(([key = '', value = '']) => [key, value]))
  const closedAt = messages.at(-1)?.at ?? start
  return {
    line,
    causes: causes.split(',').filter(cause => cause !== '').map(cause => known(evidenceKinds, cause)),
    messages,
    session: {
      kpiFirstAnswer: fact.has('kpi') ? fact.get('kpi') === 'yes' : null,
      closeReason: fact.has('close') ? known(closeReasons, fact.get('close') ?? '') : null,
      transfers: Number(fact.get('transfers') ?? 0),
      closedAt,
      nextCreatedAt: fact.has('back') ? closedAt + Number(fact.get('back')) * minuteMs : null,
    },
  }
}

function toMessage(written: string, index: number): Message {
  const [, minute, author = '', text = ''] = /^(\d+)([copqbs]) (.+)$/.exec(written) ?? []
  const [authorKind, authorId] = authors[known(Object.keys(authors) as (keyof typeof authors)[], author)]
  return {
    id: index + 1, at: start + Number(minute) * minuteMs, authorKind, authorId, authorName: authorKind, text, files: [],
    ...(authorKind === 'system' ? { event: known(messageEvents, text) } : {}),
  }
}

function known<T extends string>(values: readonly T[], value: string): T {
  const found = values.find(one => one === value)
  if (found === undefined) throw new Error(`"${value}" is none of ${values.join(', ')}`)
  return found
}
