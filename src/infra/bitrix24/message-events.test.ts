import { expect, test } from 'vitest'
import { eventOf } from './message-events.ts'

type Given = Parameters<typeof eventOf>[0]

function line(text: string, params: Given['params'] = {}, senderid = 0): Given {
  return { id: 1, senderid, date: null, text, params }
}

test.each([
  ['transferred', '[USER=3]Ann Spam[/USER] transferred the conversation to [USER=4]Bo[/USER]'],
  ['transferred', '[USER=3]Анна[/USER] перенаправила диалог на открытую линию «Спам и возвраты»'],
  ['queued', 'The conversation went back to the queue and was routed to [USER=4]Bo[/USER]'],
  ['queued', 'Диалог возвращён в очередь и направлен на [USER=4]Бориса[/USER]'],
  ['assigned', 'Обращение направлено на [USER=12]Ларина[/USER]'],
  ['assigned', '[USER=31]Павел Дроздов[/USER] начал работу с диалогом'],
  ['took-over', '[USER=4]Борис[/USER] взял диалог на себя'],
  ['joined', '[USER=4]Bo[/USER] joined the conversation'],
  ['pinned', '[USER=4]Борис[/USER] закрепил диалог за собой'],
  ['closed', '[USER=4]Bo[/USER] finished the conversation'],
  ['closed', '[USER=31]Павел Дроздов[/USER] завершил работу с диалогом'],
  ['auto-closed', 'The conversation was closed automatically by timeout'],
  ['auto-closed', 'Диалог завершён автоматически по тайм-ауту'],
  ['auto-closed', 'The conversation was closed: the reply window of the channel has expired'],
  ['auto-closed', 'Диалог завершён: клиент не отвечал'],
  ['marked-spam', 'Диалог отмечен как спам и завершён'],
  ['reopened', 'The customer has rated the finished conversation'],
  ['reopened', 'Клиент оценил завершённый диалог'],
] as const)('%s: %s', (event, text) => {
  expect(eventOf(line(text))).toBe(event)
})

test('marks of the portal go before words', () => {
  expect(eventOf(line('Wie war es?', { class: 'bx-messenger-content-item-vote' }))).toBe('rating-asked')
  expect(eventOf(line('Wie war es?', { IMOL_VOTE: 321 }))).toBe('rating-asked')
  expect(eventOf(line('Das Gespräch ist beendet', { class: 'bx-messenger-content-item-ol-end' }))).toBe('closed')
  expect(eventOf(line('Closed automatically', { class: 'bx-messenger-content-item-ol-end' }))).toBe('auto-closed')
})

test('people’s words are no event, nor is what nobody knows', () => {
  expect(eventOf(line('Диалог завершён', {}, 12))).toBeNull()
  expect(eventOf(line('Начат диалог'))).toBeNull()
})
