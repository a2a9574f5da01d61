import { expect, test } from 'vitest'
import type { Message } from '#contract/transcripts.ts'
import { hideInTranscript } from './blind.ts'

let id = 0
function message(authorKind: Message['authorKind'], text: string, more: Partial<Message> = {}): Message {
  id += 1
  return { id, at: id * 1000, authorKind, authorId: authorKind === 'operator' ? 12 : 501, authorName: authorKind === 'operator' ? 'Анна Петрова' : 'Olga', text, files: [], ...more }
}

const conversation = [
  message('system', 'The conversation was routed to [USER=12]Анна Петрова[/USER]', { event: 'assigned' }),
  message('client', 'Where is my order 5?'),
  message('operator', 'Это Анна Петрова, сейчас посмотрю'),
  message('operator', 'Борис Волк (склад) ответит, или я, Анна'),
  message('system', 'Please rate our service.', { event: 'rating-asked' }),
  message('client', '[DISLIKE] 0', { clientRating: 1 }),
  message('client', ' 0 '),
  message('system', 'The conversation was finished', { event: 'closed', clientRating: 1 }),
  message('client', 'Anybody there?'),
]
const transcript = { sessionId: 1, fetchedAt: 0, messages: conversation, canRate: true }
const staff = ['Борис Волк', 'A.*+?^${}()|[]\\']
const said = (mode: 'off' | 'rating' | 'operator') => hideInTranscript(transcript, mode, staff).messages

test('no message tells the client’s rating, in words, by a mark or as a bare number after the request', () => {
  expect(said('rating').map(({ text }) => text)).toEqual([0, 1, 2, 3, 4, 7, 8].map(index => conversation[index]?.text))
  expect(JSON.stringify(said('rating'))).not.toMatch(/like|clientRating/i)
  expect(said('rating')[2]).toMatchObject({ authorName: 'Анна Петрова', authorId: 12 })
})

test('no message tells who served the client: not its author, not a mention, not a name in the text', () => {
  const shown = JSON.stringify(said('operator'))
  expect(shown).not.toMatch(/Анна|Петрова|Борис|Волк|"authorId":12|USER=12/i)
  expect(said('operator')[2]).toMatchObject({ authorKind: 'operator', authorName: '', authorId: 0, text: 'Это …, сейчас посмотрю' })
  expect(said('operator')[1]).toMatchObject({ authorName: 'Olga', text: 'Where is my order 5?' })
})

test('nor does a name in another case; words that merely hold a part of it stay', () => {
  const messages = [
    message('operator', 'Добрый день'),
    message('client', 'Передайте Анне Петровой, что я жду Анну. И Борису Волку. Спасибо, АННА!'),
    message('client', 'Ванна и петровский крепко стоят, волкодав тоже'),
  ]
  const texts = hideInTranscript({ ...transcript, messages }, 'operator', staff).messages.map(({ text }) => text)
  expect(texts.slice(1)).toEqual(['Передайте …, что я жду …. И …. Спасибо, …!', 'Ванна и петровский крепко стоят, волкодав тоже'])
})

test('nor what the portal answers to the client’s rating', () => {
  const thanks = ['We are sorry to hear that', 'Thank you for the good mark'].map(text => message('system', text))
  const around = conversation.toSpliced(7, 0, ...thanks)
  expect(hideInTranscript({ ...transcript, messages: around }, 'rating', staff).messages).toEqual(said('rating'))
})

test('without a blind review everything is as it was', () => {
  expect(said('off')).toEqual(conversation)
})

test('nor does the portal’s line about a rating that came after the close', () => {
  const late = message('system', 'The customer has rated the finished conversation', { event: 'reopened' })
  expect(hideInTranscript({ ...transcript, messages: [late, ...conversation] }, 'rating', staff).messages).toEqual(said('rating'))
})
