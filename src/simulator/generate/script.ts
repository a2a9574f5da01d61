import { phrases } from '../data/phrases.ts'
import { scenariosEn } from '../data/scenarios-en.ts'
import { scenariosRu } from '../data/scenarios-ru.ts'
import { createPen } from './pen.ts'
import type { Course } from './course.ts'
import type { Pen } from './pen.ts'
import type { PlanContext, SessionFacts, Step } from './plan.ts'
import type { Phrases } from '../data/phrases.ts'
import type { Turn } from '../data/scenario.ts'
import type { Rng } from '../rng.ts'
import type { Language, LineKind } from '../types.ts'

const HOUR = 3600

const scenariosByLine = new Map(
  (['ru', 'en'] as const).flatMap((language) =>
    (['support', 'sales', 'delivery', 'booking'] as const).map((kind) => {
      const all = language === 'ru' ? scenariosRu : scenariosEn
      return [lineKey(language, kind), all.filter((scenario) => scenario.kinds.includes(kind))] as const
    }),
  ),
)

/** Writes the dialog down, step by step with times: opening, talk, ending. */
export function writeScript(rng: Rng, { directory }: PlanContext, { line }: SessionFacts, course: Course): readonly Step[] {
  const words = phrases[line.language]
  const first = course.transfers[0]?.from ?? course.operator
  const pen = createPen(rng, first)
  if (course.kind === 'spam') return writeSpam(rng, pen, words)
  if (course.kind === 'unanswered') return writeUnanswered(rng, pen, words, line.hasBot)

  const scenarios = scenariosByLine.get(lineKey(line.language, line.kind)) ?? []
  const turns = rng.pick(scenarios).turns.filter((turn) => turn.chance === 1 || rng.chance(turn.chance))
  const [opening, ...rest] = cut(rng, turns, course)
  if (opening !== undefined) pen.turn(opening)
  writeWait(rng, pen, words, course, line.hasBot)
  writeTalk(rng, pen, words, course, rest, directory.line(line.id)?.name ?? '')
  if (course.pinned) {
    pen.portal('pin', words.pinned, rng.between(5, 60))
    pen.operator(rng.pick(words.followUp), rng.between(2 * HOUR, 20 * HOUR))
  }
  writeEnding(rng, pen, words, course, line.asksForVote)
  return pen.steps
}

/** People who vanish leave the script in the middle: after our answer, or (reply window over) after their own question. */
function cut(rng: Rng, turns: readonly Turn[], { closeReason }: Course): readonly Turn[] {
  if (closeReason !== 'client' && closeReason !== 'replyLimit') return turns
  const last = closeReason === 'client' ? 'operator' : 'client'
  const ends = turns.map((turn, at) => (turn.by === last && at >= 2 ? at + 1 : 0)).filter((end) => end > 0)
  return ends.length === 0 ? turns : turns.slice(0, rng.pick(ends))
}

function writeWait(rng: Rng, pen: Pen, words: Phrases, { wait }: Course, hasBot: boolean): void {
  if (hasBot) pen.bot(rng.pick(words.bot), rng.between(1, 3))
  pen.portalAt('assign', words.assigned, Math.min(wait - 1, Math.max(pen.now() + 1, rng.between(2, 25))))
  if (wait > 600) pen.clientAt(rng.pick(words.nudge), Math.floor(wait * (0.35 + rng.next() * 0.3)))
  if (wait > 1800 && rng.chance(0.6)) pen.clientAt(rng.pick(words.nudge), Math.floor(wait * (0.75 + rng.next() * 0.2)))
}

function writeTalk(rng: Rng, pen: Pen, words: Phrases, course: Course, turns: readonly Turn[], lineName: string): void {
  const greets = rng.chance(0.8)
  if (greets) pen.operatorAt(rng.pick(words.greeting), course.wait)
  if (course.wait > 400 && greets) pen.operator(rng.pick(words.sorryForWait), rng.between(4, 12))
  // Transfers happen before an operator's turn: the new colleague takes it over.
  const operatorTurns = turns.filter((turn) => turn.by === 'operator').length
  let seen = 0
  let handed = 0
  for (const turn of turns) {
    if (turn.by === 'operator') {
      seen += 1
      const transfer = course.transfers[handed]
      if (transfer !== undefined && (seen > handed + 1 || operatorTurns - seen < course.transfers.length - handed)) {
        pen.startNoEarlierThan(course.wait)
        const template = transfer.kind === 'transfer' ? words.transferred : transfer.kind === 'line' ? words.transferredToLine : words.returnedToQueue
        pen.handOver(transfer.kind, transfer.to, template.replace('{line}', lineName), rng.between(20, 200))
        if (course.mood === 'angry' && rng.chance(0.6)) pen.client(rng.pick(words.annoyedByTransfer), rng.between(15, 90))
        pen.operator(rng.pick(words.afterTransfer), rng.between(30, 400))
        handed += 1
      } else if (seen === 2 && rng.chance(0.12)) {
        pen.operator(rng.pick(words.hold), rng.between(20, 80))
        pen.rest(rng.between(480, 2100))
      }
      pen.startNoEarlierThan(course.wait)
    }
    pen.turn(turn)
  }
}

function writeEnding(rng: Rng, pen: Pen, words: Phrases, { mood, closeReason }: Course, asksForVote: boolean): void {
  const vanished = closeReason === 'client' || closeReason === 'replyLimit'
  if (!vanished && mood === 'happy') {
    pen.client(rng.pick(words.thanks), rng.between(10, 120))
    if (rng.chance(0.7)) pen.operator(rng.pick(words.welcome), rng.between(8, 60))
  }
  if (!vanished && mood === 'angry') {
    pen.client(rng.pick(words.anger), rng.between(15, 240))
    if (closeReason === 'operator' && rng.chance(0.6)) pen.operator(rng.pick(words.regret), rng.between(20, 120))
  }
  const closings = {
    operator: [words.closedByOperator, rng.between(20, 400)],
    auto: [words.closedByTimeout, rng.between(1, 4) * HOUR],
    client: [words.closedByInactivity, 24 * HOUR],
    replyLimit: [words.closedByReplyLimit, 24 * HOUR],
    spam: [words.closedAsSpam, 60],
  } as const
  const [template, after] = closings[closeReason]
  if (asksForVote) {
    pen.portal('askVote', words.askVote, after)
    pen.close(template, closeReason, 1)
  } else {
    pen.close(template, closeReason, after)
  }
}

function writeSpam(rng: Rng, pen: Pen, words: Phrases): readonly Step[] {
  pen.clientAt(rng.pick(words.spam), 0)
  if (rng.chance(0.3)) pen.client(rng.pick(words.spam), rng.between(2, 40))
  if (rng.chance(0.7)) pen.portal('assign', words.assigned, rng.between(2, 20))
  pen.close(words.closedAsSpam, 'spam', rng.between(60, HOUR))
  return pen.steps
}

function writeUnanswered(rng: Rng, pen: Pen, words: Phrases, hasBot: boolean): readonly Step[] {
  pen.clientAt(rng.pick(words.abandoned), 0)
  if (hasBot) pen.bot(rng.pick(words.bot), rng.between(1, 3))
  if (rng.chance(0.5)) pen.portal('assign', words.assigned, rng.between(2, 20))
  if (rng.chance(0.6)) pen.client(rng.pick(words.nudge), rng.between(300, 2400))
  pen.close(words.closedByTimeout, 'auto', rng.between(4, 24) * HOUR)
  return pen.steps
}

function lineKey(language: Language, kind: LineKind): string {
  return `${language}/${kind}`
}
