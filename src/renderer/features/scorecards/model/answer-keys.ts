import { answerScales, type Answer, type Criterion, type FilledCard, type Scorecard } from '#contract/scorecards.ts'

/** From left to right as they stand on screen. */
export function answersOf({ scale }: Pick<Criterion, 'scale'>): readonly Answer[] {
  if (scale === 'yesNo') return [1, 0, 'na']
  const { min, max } = answerScales[scale]
  return [...Array.from({ length: max - min + 1 }, (_, index) => min + index), 'na']
}

/** What a key means on a criterion, by its place on the keyboard; null: nothing. */
export function answerByKey(criterion: Pick<Criterion, 'scale'>, code: string): Answer | null {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit === '0') return 'na'
  if (criterion.scale === 'yesNo') return code === 'KeyY' ? 1 : code === 'KeyN' ? 0 : null
  return answersOf(criterion).find(answer => String(answer) === digit) ?? null
}

/** The answers that mean the same on the present card go with it. */
export function carriedOver(filled: FilledCard, card: Scorecard, at: number): FilledCard {
  const scaleBefore = new Map(filled.criteria.map(({ id, scale }) => [id, scale]))
  const same = card.criteria.filter(({ id, scale }) => scaleBefore.get(id) === scale).map(({ id }) => id)
  const answers = Object.fromEntries(Object.entries(filled.answers).filter(([id]) => same.includes(id)))
  return { ...blank(card, at), answers }
}

export function blank({ id, version, name, criteria }: Scorecard, at: number): FilledCard {
  return { cardId: id, version, name, criteria, answers: {}, answeredAt: at }
}
