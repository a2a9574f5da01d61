import type { MessageEvent } from '#contract/transcripts.ts'
import type { HistoryRecord } from './schemas.ts'
import { param } from './told.ts'

type HistoryMessage = HistoryRecord['message'][string]

/**
 * Only the closing line and the request for a rating carry marks of their own; the rest is told by words alone, in the
 * language of the portal. Words that are not known make an ordinary line of the system.
 */
const words: readonly (readonly [MessageEvent, RegExp])[] = [
  ['marked-spam', /\bspam\b|спам/i],
  ['reopened', /rated the (?:finished|closed)|reopened|оценил\S* завершённ|оценил\S* завершенн|возобнов|открыт\S* повторно/i],
  ['queued', /back to the queue|returned to (?:the )?queue|возвращ\S+ в очередь|вернул\S* в очередь/i],
  ['transferred', /transferred|redirected|перенаправ|передал\S* (?:диалог|обращение|разговор)|переадрес/i],
  ['auto-closed', /(?:closed|finished|ended)[^.]*(?:automatically|time-?out|no reply|expired|inactiv)|заверш[её]н\S*[^.]*(?:автоматич|тайм-?аут|не отвечал|истекло)|автоматически (?:закрыт|заверш)/i],
  ['took-over', /took (?:the conversation|over)|intercepted|взял\S* диалог на себя|перехватил/i],
  ['joined', /joined|присоединил/i],
  ['pinned', /pinned|закрепил/i],
  ['closed', /(?:finished|closed|ended) (?:the )?(?:conversation|work|dialog)|завершил|закрыл\S* диалог|(?:conversation|диалог)\S* (?:was )?(?:closed|finished|заверш[её]н)/i],
  ['assigned', /routed to|assigned to|started (?:working|the conversation)|направлен\S* на|назначен|начал\S* работу/i],
]

/** The portal's own lines are short; whatever is longer holds somebody's words. */
const longest = 600
const closings: readonly MessageEvent[] = ['closed', 'auto-closed', 'marked-spam']

/** What a line of the system tells; null for everybody else's messages and where nothing is recognised. */
export function eventOf({ senderid, text, params }: HistoryMessage): MessageEvent | null {
  if (senderid > 0) return null
  const mark = String(param(params, 'class') ?? '')
  if (mark.endsWith('-content-item-vote') || param(params, 'imolvote') !== undefined) return 'rating-asked'
  // Names of people and lines stand inside: they may be called anything.
  const said = text.slice(0, longest).replaceAll(/\[(user|chat|b)[^\]]*\][^[]*\[\/\1\]/gi, ' ').replaceAll(/["«][^"»]*["»]/g, ' ')
  const told = words.find(([, pattern]) => pattern.test(said))?.[0] ?? null
  if (mark.endsWith('-ol-end')) return told !== null && closings.includes(told) ? told : 'closed'
  return told
}
