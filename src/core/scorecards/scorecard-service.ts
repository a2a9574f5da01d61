import { err, ok, type Result } from '#contract/result.ts'
import {
  answerScales, scorecardLimit, type Answers, type Criterion, type Fill, type FilledCard, type Scorecard, type ScorecardSave,
} from '#contract/scorecards.ts'
import type { Clock, Emit } from '../ports.ts'
import type { ScorecardStore } from './scorecard-store.ts'

export type ScorecardDeps = {
  readonly store: ScorecardStore
  readonly clock: Clock
  readonly emit: Emit
  readonly newId: () => string
}

/** Cards by which dialogs are judged, and the answers; nothing of it goes to the portal by itself. */
export function createScorecards({ store, clock, emit, newId }: ScorecardDeps) {
  function save({ id, name, criteria, lineIds }: ScorecardSave): Result<Scorecard> {
    const cards = store.list()
    const before = cards.find(card => card.id === id)
    if (id !== null && !before) return err('not-found', `There is no scorecard ${id} to save`)
    if (id === null && cards.length >= scorecardLimit) return err('invalid-input', `There are ${scorecardLimit} scorecards already`)
    const named = criteria.map(({ id: known, ...criterion }): Criterion => ({ id: known ?? newId(), ...criterion }))
    const card: Scorecard = { id: id ?? newId(), version: nextVersion(before, name, named), name, criteria: named, lineIds: [...new Set(lineIds)] }
    store.together(() => {
      // A line has one card: whoever had it gives it up.
      for (const other of cards) {
        const kept = other.lineIds.filter(line => !card.lineIds.includes(line))
        if (other.id !== card.id && kept.length < other.lineIds.length) store.put({ ...other, lineIds: kept })
      }
      store.put(card)
    })
    emit('scorecards.changed', {})
    return ok(card)
  }

  function remove(id: string): Result<null> {
    if (!store.list().some(card => card.id === id)) return err('not-found', `There is no scorecard ${id} to remove`)
    store.remove(id)
    emit('scorecards.changed', {})
    return ok(null)
  }

  /** Answers go on under the card that they were begun with, whatever became of it since. */
  function fill({ sessionId, cardId, version, answers }: Fill): Result<FilledCard> {
    const isMeant = (card: { readonly version: number }, id: string): boolean => id === cardId && card.version === version
    const begun = store.answers(sessionId)
    const card = begun && isMeant(begun, begun.cardId) ? begun : store.list().find(present => isMeant(present, present.id))
    if (!card) return err('not-found', `There is no version ${version} of scorecard ${cardId} to answer`)
    if (!fits(card.criteria, answers)) return err('invalid-input', 'An answer is none of its criterion')
    const filled: FilledCard = { cardId, version, name: card.name, criteria: card.criteria, answers, answeredAt: clock() }
    store.putAnswers(sessionId, filled)
    return ok(filled)
  }

  return { list: store.list, save, remove, answers: store.answers, fill }
}

function nextVersion(before: Scorecard | undefined, name: string, criteria: readonly Criterion[]): number {
  if (!before) return 1
  const isSame = before.name === name && JSON.stringify(before.criteria.map(inOrder)) === JSON.stringify(criteria.map(inOrder))
  return isSame ? before.version : before.version + 1
}

function inOrder({ id, name, weight, autoFail, scale }: Criterion): readonly unknown[] {
  return [id, name, weight, autoFail, scale]
}

function fits(criteria: readonly Criterion[], answers: Answers): boolean {
  return Object.entries(answers).every(([id, answer]) => {
    const scale = criteria.find(criterion => criterion.id === id)?.scale
    if (scale === undefined) return false
    return answer === 'na' || (answer >= answerScales[scale].min && answer <= answerScales[scale].max)
  })
}
