import { useTranslation } from 'react-i18next'
import { cardScore } from '#contract/scorecard-score.ts'
import { answerScales, type Answer, type Criterion, type FilledCard } from '#contract/scorecards.ts'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { shortcomings, summaryLine } from '../model/summary.ts'

export function useScorecardWords() {
  const { t } = useTranslation()
  const format = useFormat()

  /** On a button of that criterion. */
  function answerWord({ scale }: Pick<Criterion, 'scale'>, answer: Answer): string {
    if (answer === 'na') return t('scorecard.na')
    if (scale === 'yesNo') return t(answer === 1 ? 'scorecard.yes' : 'scorecard.no')
    return String(answer)
  }

  function inSummary(criterion: Criterion, answer: Answer): string {
    const word = answerWord(criterion, answer)
    return `${criterion.name}: ${criterion.scale === 'points' ? `${word}/${answerScales.points.max}` : word.toLowerCase()}`
  }

  /** One line for the comment; null while there is no score. */
  function summary(filled: FilledCard): string | null {
    const { score, failed } = cardScore(filled.criteria, filled.answers)
    if (score === null) return null
    const lost = shortcomings(filled).map(criterion => inSummary(criterion, filled.answers[criterion.id] ?? 'na'))
    const fatal = failed ? ` (${t('scorecard.autoFail')})` : ''
    return summaryLine(filled.name, format.oneDecimal(score), fatal + (lost.length === 0 ? '' : ` — ${lost.join('; ')}`))
  }

  return { answerWord, summary }
}
