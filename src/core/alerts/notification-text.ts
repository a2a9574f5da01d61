import type { Alert } from '#contract/alerts.ts'
import { channelName, type Language } from '#contract/channels.ts'
import type { NotificationRequest } from '../ports.ts'

const words = {
  en: {
    low: 'Low rating', noOperator: 'no operator', waited: (m: number) => `waited ${m} min`,
    many: (n: number) => `${n} new low ratings`, past: 'Low ratings from the past days', open: 'Open Linewatch to see them',
    test: 'Test notification', testBody: 'Notifications from Linewatch look like this',
  },
  ru: {
    low: 'Низкая оценка', noOperator: 'без оператора', waited: (m: number) => `ожидание ${m} мин`,
    many: (n: number) => `Новые низкие оценки: ${n}`, past: 'Низкие оценки за прошедшие дни', open: 'Откройте Linewatch, чтобы их увидеть',
    test: 'Проверка уведомлений', testBody: 'Так выглядят уведомления Linewatch',
  },
} as const

type Context = { readonly accountId: string; readonly language: () => Language }

/** Client names only on request, client text never: a lock screen shows notifications to everybody. */
export function describeAlert(alert: Alert, context: Context, withNames: boolean): NotificationRequest {
  const { accountId } = context
  const language = context.language()
  const say = words[language]
  const where = [channelName(alert.source, language), alert.lineName].filter(part => part !== null).join(' · ')
  const parts = [alert.operatorName ?? say.noOperator]
  if (withNames && alert.clientName !== null) parts.unshift(alert.clientName)
  // Under a minute is no reason for a low rating and would read "waited 0 min".
  if (alert.waitAnswer !== null && alert.waitAnswer >= 60) parts.push(say.waited(Math.round(alert.waitAnswer / 60)))
  return { title: `${say.low}: ${where}`, body: parts.join(' · '), target: { kind: 'dialog', accountId, sessionId: alert.sessionId } }
}

export function describeBundle(count: number, { accountId, language }: Context): NotificationRequest {
  const say = words[language()]
  return { title: say.many(count), body: say.open, target: { kind: 'alerts', accountId } }
}

export function describePast({ accountId, language }: Context): NotificationRequest {
  const say = words[language()]
  return { title: say.past, body: say.open, target: { kind: 'alerts', accountId } }
}

export function testNotification(language: Language): NotificationRequest {
  return { title: words[language].test, body: words[language].testBody, target: null }
}
