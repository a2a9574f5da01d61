import { phrases } from '../data/phrases.ts'
import { createRng } from '../rng.ts'
import { drawCourse } from './course.ts'
import { writeScript } from './script.ts'
import type { Directory } from './directory.ts'
import type { Mood } from './course.ts'
import type { Author, Channel, CloseReason, Line } from '../types.ts'
import type { FileKind } from '../data/scenario.ts'
import type { TimeZone } from '../time-zone.ts'

/** What happens with a message: `say` is talk, all others are lines written by the portal. */
export type Act = 'say' | 'assign' | 'transfer' | 'queue' | 'line' | 'pin' | 'join' | 'askVote' | 'close' | 'reopen'

/** One thing that happens in a dialog. */
export type Step = {
  /** Seconds after the creation of the session. */
  readonly at: number
  readonly act: Act
  readonly by: Author
  readonly template: string
  readonly file: FileKind | null
  /** Who serves the dialog from this step on; 0 = nobody yet. */
  readonly operatorId: number
  /** In a transfer: who gave the dialog away. */
  readonly fromId: number
  readonly reason: CloseReason | null
}

export type Plan = {
  readonly steps: readonly Step[]
  /** The line where the dialog began; differs from the session's line after a transfer between lines. */
  readonly originLineId: number
  /** How the client leaves; a rating given later must agree with it. */
  readonly mood: Mood
  readonly vote: { readonly value: 'like' | 'dislike'; readonly afterClose: number } | null
  readonly headVote: { readonly rating: number; readonly comment: string | null; readonly afterClose: number } | null
}

export type SessionFacts = {
  readonly id: number
  /** Epoch seconds. */
  readonly created: number
  readonly line: Line
  readonly channel: Channel
}

export type PlanContext = { readonly seed: number; readonly directory: Directory; readonly timeZone: TimeZone }

/** The whole life of a session, a pure function of the seed and its facts: replayed whenever it is needed, never stored. */
export function planSession(context: PlanContext, facts: SessionFacts): Plan {
  const rng = createRng(context.seed, 'plan', facts.id)
  const course = drawCourse(rng, context, facts)
  const steps = writeScript(rng, context, facts, course)
  const answered = course.kind === 'talk'
  return {
    steps,
    // A script cut short may have lost its transfer.
    originLineId: steps.some((step) => step.act === 'line') ? course.originLineId : facts.line.id,
    mood: course.mood,
    vote: answered ? course.vote : null,
    headVote: answered && rng.chance(reviewChance(course.vote?.value)) ? drawHeadVote() : null,
  }

  function drawHeadVote(): Plan['headVote'] {
    const words = phrases[facts.line.language]
    const rating = course.mood === 'angry'
      ? rng.weighted([[1, 30], [2, 36], [3, 22], [4, 9], [5, 3]])
      : course.mood === 'happy'
        ? rng.weighted([[2, 4], [3, 12], [4, 38], [5, 46]])
        : rng.weighted([[1, 3], [2, 9], [3, 30], [4, 38], [5, 20]])
    const comments = rating >= 5 ? words.commentPraise : rating >= 3 ? words.commentMixed : words.commentBlame
    return { rating, comment: rng.chance(0.85) ? rng.pick(comments) : null, afterClose: rng.between(3_600, 10 * 86_400) }
  }
}

/** Supervisors look at disliked dialogs first. */
function reviewChance(vote: 'like' | 'dislike' | undefined): number {
  if (vote === 'dislike') return 0.34
  return vote === 'like' ? 0.08 : 0.045
}
