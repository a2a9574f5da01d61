import { expect, test } from 'vitest'
import type { Criterion } from '#contract/scorecards.ts'
import { hasSummary, shortcomings, summaryLine, withSummary } from './summary.ts'

const line = summaryLine('Support (new)', '62.5', ' — Solved: 3/5')

test('the line goes on top, so that words follow it, and is replaced and not repeated', () => {
  expect(withSummary('', 'Support (new)', line)).toBe(`${line}\n`)
  const comment = withSummary('Late again', 'Support (new)', line)
  expect(comment).toBe('Support (new): 62.5/100 — Solved: 3/5\nLate again')
  expect(withSummary(comment, 'Support (new)', 'Support (new): 100/100')).toBe('Support (new): 100/100\nLate again')
  expect(withSummary(comment, 'Support (new)', null)).toBe('Late again')
})

test('an edited line is still the card’s; a hashtag behind it stays', () => {
  const edited = 'Well.\nSupport (new): 62,5/100, my words #late #rude\nEnd'
  expect(hasSummary(edited, 'Support (new)')).toBe(true)
  expect(withSummary(edited, 'Support (new)', line)).toBe(`Well.\n${line} #late #rude\nEnd`)
  expect(withSummary(edited, 'Support (new)', null)).toBe('Well.\n#late #rude\nEnd')
})

test('what only looks alike is left alone', () => {
  for (const other of ['Support (new): answer faster', 'Sales: 62.5/100', 'See Support (new): 5/100', 'Support (new): 5/1000', '']) {
    expect([other, hasSummary(other, 'Support (new)'), withSummary(other, 'Support (new)', null)]).toEqual([other, false, other])
  }
})

test('named are the three that cost most, a failure of the whole card first', () => {
  const criterion = (id: string, patch: Partial<Criterion> = {}): Criterion => ({ id, name: id, weight: 1, autoFail: false, scale: 'points', ...patch })
  const criteria = [criterion('full'), criterion('small'), criterion('big', { weight: 9 }), criterion('fatal', { autoFail: true }), criterion('middle', { weight: 3 }), criterion('na'), criterion('open')]
  const answers = { full: 5, small: 4, big: 3, fatal: 1, middle: 2, na: 'na' as const }
  expect(shortcomings({ criteria, answers }).map(({ id }) => id)).toEqual(['fatal', 'big', 'middle'])
})
