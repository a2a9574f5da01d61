import { answerScales, type Answer, type Answers, type Criterion } from './scorecards.ts'

/** A criterion for which the card may fail as a whole does so below this. */
const FAILED_BELOW = 50
const POINTS_PER_STEP = 25

export type CardScore = {
  /** 0..100, not rounded; null while nothing that counts is answered. */
  readonly score: number | null
  /** A criterion that must not fail did. */
  readonly failed: boolean
  readonly answered: number
  /** The rating 1..5 that the score stands for; null while another answer could still change it. */
  readonly suggestion: number | null
}

/** Of one answer, 0..100; null where the criterion does not apply or is not answered. */
export function criterionScore({ scale }: Pick<Criterion, 'scale'>, answer: Answer | undefined): number | null {
  if (answer === undefined || answer === 'na') return null
  const { min, max } = answerScales[scale]
  return (answer - min) / (max - min) * 100
}

/** The weighted mean of what was answered; what does not apply weighs nothing. */
export function cardScore(criteria: readonly Criterion[], answers: Answers): CardScore {
  const marks = criteria.flatMap(criterion => {
    const score = criterionScore(criterion, answers[criterion.id])
    return score === null ? [] : [{ score, weight: criterion.weight, autoFail: criterion.autoFail }]
  })
  const failed = marks.some(({ score, autoFail }) => autoFail && score < FAILED_BELOW)
  const weight = marks.reduce((sum, mark) => sum + mark.weight, 0)
  const mean = weight === 0 ? null : marks.reduce((sum, mark) => sum + mark.score * mark.weight, 0) / weight
  const score = failed ? 0 : mean
  const answered = criteria.filter(({ id }) => answers[id] !== undefined).length
  const isFinal = failed || answered === criteria.length
  return { score, failed, answered, suggestion: isFinal && score !== null ? ratingOf(score) : null }
}

/** Halves go up. */
export function ratingOf(score: number): number {
  return Math.round(1 + score / POINTS_PER_STEP)
}
