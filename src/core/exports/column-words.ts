import type { Language } from '#contract/channels.ts'
import type { CloseReason, DetailedStatus, Direction, GeneralStatus, RatingState, Reviewer, SessionStatus } from '#contract/dialogs.ts'
import type { EvidenceKind } from '#contract/insights.ts'

type Words<T extends string> = Readonly<Record<T, Readonly<Record<Language, string>>>>

export const yesNo: Words<'yes' | 'no'> = { yes: { en: 'Yes', ru: 'Да' }, no: { en: 'No', ru: 'Нет' } }

export const statusWords: Words<SessionStatus> = {
  new: { en: 'New', ru: 'Новый' }, answered: { en: 'Answered', ru: 'Отвечен' }, paused: { en: 'Paused', ru: 'На паузе' },
  closed: { en: 'Closed', ru: 'Закрыт' }, spam: { en: 'Spam', ru: 'Спам' },
}

export const generalWords: Words<GeneralStatus> = {
  waiting: { en: 'Client waits', ru: 'Клиент ожидает ответа' }, answered: { en: 'Operator answered', ru: 'Оператор ответил' }, closed: { en: 'Closed', ru: 'Завершён' },
}

export const detailedWords: Words<DetailedStatus> = {
  new: { en: 'New dialog', ru: 'Открыт новый диалог' }, queued: { en: 'Sent to a queue', ru: 'Направлен в очередь' },
  taken: { en: 'Taken by an operator', ru: 'Взят в работу' }, waiting: { en: 'Client waits for an answer', ru: 'Клиент ожидает ответа' },
  askedAgain: { en: 'Client asked again', ru: 'Новый вопрос после ответа' }, answered: { en: 'Operator answered', ru: 'Оператор ответил' },
  closing: { en: 'Being closed', ru: 'В режиме закрытия' }, closed: { en: 'Closed', ru: 'Завершён' }, spam: { en: 'Spam', ru: 'Спам' },
}

export const closeWords: Words<CloseReason> = {
  operator: { en: 'By the operator', ru: 'Оператором' }, auto: { en: 'Automatically', ru: 'Автоматически' }, spam: { en: 'As spam', ru: 'Как спам' },
  client: { en: 'By the client', ru: 'Клиентом' }, replyLimit: { en: 'Reply time ran out', ru: 'Вышло время ответа' },
}

export const directionWords: Words<Direction> = { in: { en: 'Incoming', ru: 'Входящий' }, out: { en: 'Outgoing', ru: 'Исходящий' } }

export const reviewWords: Words<Reviewer | 'marked'> = {
  marked: { en: 'Marked', ru: 'Просмотрен' },
  me: { en: 'By me', ru: 'Мной' }, others: { en: 'By others', ru: 'Другими' }, none: { en: 'Not rated', ru: 'Без оценки' }, hidden: { en: 'Hidden by rights', ru: 'Скрыто правами' },
}

export const unsentWords: Words<RatingState> = {
  held: { en: 'Held back', ru: 'Придержана' }, queued: { en: 'Waiting', ru: 'Ожидает отправки' }, sending: { en: 'Being sent', ru: 'Отправляется' },
  conflict: { en: 'Conflict', ru: 'Конфликт' }, refused: { en: 'Refused', ru: 'Отклонена' }, 'needs-sign-in': { en: 'Needs a sign-in', ru: 'Нужен вход' },
}

export const alertWords: Words<'open' | 'acknowledged'> = { open: { en: 'Open', ru: 'Новое' }, acknowledged: { en: 'Acknowledged', ru: 'Просмотрено' } }

export const evidenceWords: Words<EvidenceKind> = {
  'late-answer': { en: 'late answer', ru: 'поздний ответ' }, silence: { en: 'long silence', ru: 'долгое молчание' }, unanswered: { en: 'left unanswered', ru: 'остался без ответа' },
  transfers: { en: 'transfers', ru: 'передачи' }, 'bot-loop': { en: 'went round with the bot', ru: 'хождение по кругу с ботом' }, 'auto-close': { en: 'closed automatically', ru: 'автозакрытие' },
  reopened: { en: 'came back within a day', ru: 'вернулся в течение суток' }, 'negative-words': { en: 'negative words', ru: 'негативные слова' },
}

export const crmWords: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  lead: { en: 'Lead', ru: 'Лид' }, deal: { en: 'Deal', ru: 'Сделка' }, contact: { en: 'Contact', ru: 'Контакт' }, company: { en: 'Company', ru: 'Компания' },
}

export const ratingWords = { en: { 1: 'Dislike', 5: 'Like' }, ru: { 1: 'Дизлайк', 5: 'Лайк' } } as const
