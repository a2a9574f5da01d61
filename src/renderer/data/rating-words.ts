import { useTranslation } from 'react-i18next'
import type { CommentTemplate } from '#contract/review.ts'
import { useSettings } from './use-settings.ts'

export const ratingSteps = [1, 2, 3, 4, 5] as const
export type RatingStep = (typeof ratingSteps)[number]

/** What a number means; empty where nothing was given. */
export function useRatingMeaning(): (rating: number | null) => string {
  const { anchor } = useRatingWords()
  return rating => {
    const step = ratingSteps.find(value => value === rating)
    return step === undefined ? '' : anchor(step)
  }
}

export type RatingWords = {
  /** What a number means. */
  readonly anchor: (step: RatingStep) => string
  readonly templates: readonly CommentTemplate[]
  readonly causes: readonly string[]
}

/** The words of the rating form: those of the settings, else the program's own in its language. */
export function useRatingWords(): RatingWords {
  const { anchors, templates, causes } = useSettings().review
  const own = useOwnRatingWords()
  return {
    anchor: step => anchors[step - 1] || own.anchor(step),
    templates: templates ?? own.templates,
    causes: causes ?? own.causes,
  }
}

export function useOwnRatingWords(): RatingWords {
  const { t } = useTranslation()
  return {
    anchor: step => t(`rating.anchor${step}`),
    templates: ([1, 2, 3] as const).map(n => ({ name: t(`reviewForm.template${n}`), text: t(`reviewForm.template${n}Text`) })),
    causes: ([1, 2, 3, 4, 5, 6] as const).map(n => t(`reviewForm.cause${n}`)),
  }
}
