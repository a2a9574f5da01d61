import type { Message } from '#contract/transcripts.ts'

const common = [
  'здравствуйте', 'добрый', 'день', 'спасибо', 'заказ', 'номер', 'доставка', 'когда', 'можно', 'пожалуйста', 'хорошо', 'да', 'нет', 'подскажите',
  'hello', 'order', 'please', 'thanks', 'delivery', 'price', 'when', 'today', 'yes', 'no', 'refund', 'status',
]
const syllables = ['воз', 'врат', 'оп', 'лат', 'кур', 'ьер', 'раз', 'мер', 'га', 'рант', 'скид', 'ка', 'ад', 'рес', 'ре', 'монт', 'де', 'ли', 'по', 'то']
/** Four thousand of them, as many as people use when they write. */
const roots = Array.from({ length: 4000 }, (_, i) => `${syllables[i % 20] ?? ''}${syllables[Math.floor(i / 20) % 20] ?? ''}${i >= 400 ? syllables[Math.floor(i / 400) % 20] ?? '' : ''}`)
const endings = ['', 'а', 'у', 'ы', 'ом', 'ами', 'е', 'ов', 'ный', 'ная']

/** Short messages with words as unevenly frequent as in speech, and a rare number here and there. */
export function sampleMessages(createdAt: number, random: () => number, count = 12): Message[] {
  const pick = (from: readonly string[]): string => from[Math.floor(random() ** 2 * from.length)] ?? ''
  const word = (): string => {
    const kind = random()
    if (kind < 0.6) return pick(common)
    return kind < 0.97 ? pick(roots) + pick(endings) : String(100_000 + Math.floor(random() * 900_000))
  }
  return Array.from({ length: count }, (_, i) => ({
    id: i + 1, at: createdAt + i * 45_000, authorKind: i % 2 === 0 ? 'client' as const : 'operator' as const, authorId: 1, authorName: 'Анна',
    text: Array.from({ length: 4 + Math.floor(random() * 10) }, word).join(' '), files: [],
  }))
}
