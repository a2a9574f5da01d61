import { z } from 'zod'
import { instantSchema } from './common.ts'

/** Where sessions come from: `imopenlines.v2.*`, CRM activities with each dialog's history, or the caller's own recents. */
export const sourceKinds = ['statistics', 'crm', 'recent'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** What a source cannot show. */
export const blindSpots = [
  /** Lines that keep no CRM records do not appear. */
  'lines-without-crm',
  /** Dialogs without a CRM record do not appear. */
  'dialogs-without-crm',
  /** Only the caller's own dialogs appear. */
  'others-dialogs',
  /** Dialogs that left the messenger's recent list do not appear. */
  'old-dialogs',
  /** Spam cannot be told from an ordinary close. */
  'spam',
  /** How a dialog was closed. */
  'close-reason',
  /** Whether the line's first-answer target was met. */
  'kpi',
  /** Number of transfers. */
  'transfers',
  /** Ratings, counts and waits appear only once the dialog itself has been read. */
  'details-later',
] as const
export type BlindSpot = (typeof blindSpots)[number]

/** What the program does with a portal, each on rights of its own. */
export const abilities = [
  'list', 'history', 'rate', 'operators', 'departments', 'lines', 'client-names', 'channel-names', 'crm', 'actions', 'pictures',
] as const
export type Ability = (typeof abilities)[number]

/**
 * `missing-scope`, `missing-right`, `missing-plan`, `missing-method`: what stands in the way. `needs-application`: only an
 * application's sign-in can do this, a webhook cannot. `unknown`: can only be seen when it is tried.
 */
export const abilityStates = ['works', 'missing-scope', 'missing-right', 'missing-plan', 'missing-method', 'needs-application', 'unknown'] as const
export type AbilityState = (typeof abilityStates)[number]

/** Who can change that. */
export const granters = ['sign-in-owner', 'administrator', 'plan-owner'] as const
export type Granter = (typeof granters)[number]

export const abilityReportSchema = z.strictObject({
  ability: z.enum(abilities),
  state: z.enum(abilityStates),
  /** The scope that is missing, such as `crm`. */
  scope: z.string().nullable(),
  granter: z.enum(granters).nullable(),
})
export type AbilityReport = z.output<typeof abilityReportSchema>

export const portalReportSchema = z.strictObject({
  checkedAt: instantSchema,
  administrator: z.boolean().nullable(),
  scopes: z.array(z.string()).nullable(),
  abilities: z.array(abilityReportSchema),
  source: z.enum(sourceKinds),
  /** Whether somebody chose the source by hand. */
  chosenByHand: z.boolean(),
  /** Sources that would work. */
  available: z.array(z.enum(sourceKinds)),
  blindSpots: z.array(z.enum(blindSpots)),
  /** Names of lines whose dialogs the source cannot show. */
  uncoveredLines: z.array(z.string()),
  /** Enterprise plans allow five requests a second, others two; null when the portal does not tell. */
  enterprise: z.boolean().nullable(),
})
export type PortalReport = z.output<typeof portalReportSchema>

export const sourceChoiceSchema = z.strictObject({ source: z.enum(['auto', ...sourceKinds]) })
