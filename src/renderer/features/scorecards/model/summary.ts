import { criterionScore } from '#contract/scorecard-score.ts'
import type { Criterion, FilledCard } from '#contract/scorecards.ts'

const MOST_NAMED = 3

/** What cost the score most, worst first; what fails the whole card before all else. */
export function shortcomings({ criteria, answers }: Pick<FilledCard, 'criteria' | 'answers'>): readonly Criterion[] {
  const lost = (criterion: Criterion): number => 100 - (criterionScore(criterion, answers[criterion.id]) ?? 100)
  return criteria.filter(criterion => lost(criterion) > 0)
    .toSorted((a, b) => Number(b.autoFail) - Number(a.autoFail) || lost(b) * b.weight - lost(a) * a.weight)
    .slice(0, MOST_NAMED)
}

/** `Support: 62.5/100 — Solved: 3/5`: in every language a card's line begins so, and by that it is found again. */
export function summaryLine(name: string, score: string, rest: string): string {
  return `${name}: ${score}/100${rest}`
}

export function hasSummary(comment: string, name: string): boolean {
  return comment.split('\n').some(line => isSummary(line, name))
}

/**
 * With this line in place of the card's line, or on top when there is none; null takes it away. The rest is left as it is,
 * also hashtags that stand behind the line.
 */
export function withSummary(comment: string, name: string, line: string | null): string {
  const lines = comment.split('\n')
  const place = lines.findIndex(written => isSummary(written, name))
  const written = lines[place]
  if (written === undefined) return line === null ? comment : `${line}\n${comment}`
  const tags = /(?:\s+#\S+)*$/.exec(written)?.[0] ?? ''
  const next = line === null ? tags.trim() : line + tags
  return lines.toSpliced(place, 1, ...(next === '' ? [] : [next])).join('\n')
}

function isSummary(line: string, name: string): boolean {
  return line.startsWith(`${name}: `) && /^\d+(?:[.,]\d)?\/100(?!\d)/.test(line.slice(name.length + 2))
}
