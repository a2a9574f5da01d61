import { z } from 'zod'
import { instantSchema, oneLineSchema, sessionIdSchema } from './common.ts'

/** Numbers that an answer may be. `yesNo`: 1 is yes. */
export const answerScales = { yesNo: { min: 0, max: 1 }, points: { min: 1, max: 5 } } as const
export const scaleNames = ['yesNo', 'points'] as const satisfies readonly (keyof typeof answerScales)[]
export type ScaleName = (typeof scaleNames)[number]

export const heaviest = 100
export const criteriaLimit = 30
export const criterionNameLimit = 120

const idSchema = z.string().min(1).max(64)

export const criterionSchema = z.strictObject({
  id: idSchema,
  name: oneLineSchema(criterionNameLimit),
  /** Its share beside the weights of the others. */
  weight: z.number().int().min(0).max(heaviest),
  /** Below the middle of its scale it takes the whole score with it. */
  autoFail: z.boolean(),
  scale: z.enum(scaleNames),
})
export type Criterion = z.output<typeof criterionSchema>

/** What a dialog is judged by; a line has at most one. */
export const scorecardSchema = z.strictObject({
  id: idSchema,
  /** Grows when the name or the criteria change. */
  version: z.number().int().min(1),
  name: oneLineSchema(80),
  criteria: z.array(criterionSchema).min(1).max(criteriaLimit),
  lineIds: z.array(z.number().int()),
})
export type Scorecard = z.output<typeof scorecardSchema>

export const scorecardLimit = 50

export const scorecardSaveInput = z.strictObject({
  /** Null: a new one. */
  id: idSchema.nullable(),
  name: scorecardSchema.shape.name,
  /** A criterion without an id is a new one. */
  criteria: z.array(criterionSchema.extend({ id: idSchema.nullable() })).min(1).max(criteriaLimit)
    .refine(criteria => new Set(criteria.map(({ id }) => id ?? {})).size === criteria.length, 'a criterion twice')
    .refine(criteria => criteria.some(({ weight }) => weight > 0), 'nothing has a weight'),
  /** Taken from the cards that had them. */
  lineIds: z.array(z.number().int()).max(1_000),
})
export type ScorecardSave = z.output<typeof scorecardSaveInput>

export const scorecardByIdInput = z.strictObject({ id: idSchema })

/** By the criterion's id; `na`: does not apply to this dialog. What is missing is not answered yet. */
export const answersSchema = z.record(idSchema, z.union([z.number().int(), z.literal('na')]))
export type Answers = z.output<typeof answersSchema>
export type Answer = Answers[string]

/** Answers about one dialog, with the card as it was when they were given. */
export const filledCardSchema = z.strictObject({
  cardId: idSchema,
  version: scorecardSchema.shape.version,
  name: scorecardSchema.shape.name,
  criteria: scorecardSchema.shape.criteria,
  answers: answersSchema,
  /** When the last of them was given. */
  answeredAt: instantSchema,
})
export type FilledCard = z.output<typeof filledCardSchema>

/** All answers about the dialog. Of the version that they were begun under, or of the present one. */
export const fillInput = z.strictObject({
  sessionId: sessionIdSchema, cardId: idSchema, version: scorecardSchema.shape.version, answers: answersSchema,
})
export type Fill = z.output<typeof fillInput>
