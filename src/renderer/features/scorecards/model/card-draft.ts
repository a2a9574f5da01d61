import { scorecardSaveInput, type Criterion, type Scorecard, type ScorecardSave } from '#contract/scorecards.ts'

export type CriterionDraft = Omit<Criterion, 'id'> & {
  readonly id: string | null
  /** Stays the same while it is edited. */
  readonly key: string
}

export type CardDraft = { readonly name: string; readonly criteria: readonly CriterionDraft[]; readonly lineIds: readonly number[] }

export function newCriterion(key: string): CriterionDraft {
  return { key, id: null, name: '', weight: 1, autoFail: false, scale: 'yesNo' }
}

export function draftOf(card: Scorecard | null): CardDraft {
  if (card === null) return { name: '', criteria: [newCriterion('first')], lineIds: [] }
  return { name: card.name, criteria: card.criteria.map(criterion => ({ ...criterion, key: criterion.id })), lineIds: card.lineIds }
}

/** Criteria without a name are left out; null: not a card yet. */
export function cardOf(id: string | null, { name, criteria, lineIds }: CardDraft): ScorecardSave | null {
  const named = criteria.filter(criterion => criterion.name.trim() !== '').map(({ key: _key, ...criterion }) => criterion)
  const card = scorecardSaveInput.safeParse({ id, name, criteria: named, lineIds })
  return card.success ? card.data : null
}

/** With one of them a place further up (-1) or down (1); at the end nothing moves. */
export function moved(criteria: readonly CriterionDraft[], index: number, by: -1 | 1): readonly CriterionDraft[] {
  const [one, other] = [criteria[index], criteria[index + by]]
  return one === undefined || other === undefined ? criteria : criteria.with(index, other).with(index + by, one)
}
