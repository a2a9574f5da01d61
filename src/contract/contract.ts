import { z } from 'zod'
import { accountSchema, webhookSignInSchema } from './accounts.ts'
import { alertSchema, notificationSchema, targetSchema } from './alerts.ts'
import { appInfoSchema } from './app.ts'
import { emptySchema, sessionIdSchema } from './common.ts'
import { dialogCountsSchema, dialogIndexInput, dialogIndexSchema, dialogRowSchema } from './dialogs.ts'
import { directorySchema } from './directory.ts'
import { exportInput, exportRunSchema } from './exports.ts'
import { outboxSummarySchema, ratingSchema, unsentRatingSchema } from './ratings.ts'
import { settingsPatchSchema, settingsSchema } from './settings.ts'
import { syncStateSchema } from './sync.ts'
import { transcriptSchema } from './transcripts.ts'

/** A question with an answer. Both sides are schemas, so both sides can be checked. */
function method<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { input, output } as const
}

const bySession = z.strictObject({ sessionId: sessionIdSchema })
const byId = z.strictObject({ id: z.number().int() })

/** Everything a face can ask. Names are `subject.verb`; replies are JSON-safe. */
export const methods = {
  'app.info': method(emptySchema, appInfoSchema),
  'settings.get': method(emptySchema, settingsSchema),
  'settings.set': method(settingsPatchSchema, settingsSchema),

  'account.current': method(emptySchema, accountSchema.nullable()),
  'account.signInWebhook': method(webhookSignInSchema, accountSchema),
  'account.signInDemo': method(emptySchema, accountSchema),
  /** Ends the sign-in. The local copy and unsent ratings stay on the computer and are taken up at the next sign-in. */
  'account.signOut': method(emptySchema, emptySchema),

  'sync.state': method(emptySchema, syncStateSchema),
  'sync.now': method(emptySchema, emptySchema),

  'directory.get': method(emptySchema, directorySchema),

  'dialogs.index': method(dialogIndexInput, dialogIndexSchema),
  'dialogs.rows': method(z.array(sessionIdSchema).max(1000), z.array(dialogRowSchema)),
  'dialogs.counts': method(emptySchema, dialogCountsSchema),
  /** Opens the dialog in the portal with the system's browser. */
  'dialogs.openInPortal': method(bySession, emptySchema),

  /** From the local copy when it is complete there, else from the portal. */
  'transcripts.get': method(bySession, transcriptSchema),

  /** Saved locally when this answers; the outbox carries it to the portal. */
  'ratings.submit': method(ratingSchema, dialogRowSchema),
  'ratings.retry': method(bySession, emptySchema),
  'outbox.list': method(emptySchema, z.array(unsentRatingSchema)),
  'outbox.summary': method(emptySchema, outboxSummarySchema),

  'alerts.list': method(emptySchema, z.array(alertSchema)),
  'alerts.acknowledge': method(z.strictObject({ ids: z.array(z.number().int()).min(1).max(1000) }), emptySchema),
  'alerts.test': method(emptySchema, z.strictObject({ shown: z.boolean() })),

  'exports.start': method(exportInput, exportRunSchema),
  'exports.cancel': method(byId, emptySchema),
  'exports.list': method(emptySchema, z.array(exportRunSchema)),
  /** Shows the file in the system's file manager. */
  'exports.reveal': method(byId, emptySchema),
} as const

/** What the engine tells without being asked; fired after the change is committed. */
export const events = {
  /** `ids`: rows to read again. `all`: too many to name. Counts and order may have changed either way. */
  'dialogs.changed': z.strictObject({ ids: z.array(sessionIdSchema), all: z.boolean() }),
  /** The user clicked a notification or the tray: bring this to the front. */
  'app.open': targetSchema,
  'directory.changed': emptySchema,
  'transcripts.changed': bySession,
  'sync.progress': syncStateSchema,
  'outbox.changed': outboxSummarySchema,
  /** Number of open alerts. */
  'alerts.changed': z.strictObject({ open: z.number().int() }),
  /** The desktop could not show this; the page should. */
  'alerts.notify': notificationSchema,
  'exports.progress': exportRunSchema,
  'account.changed': accountSchema.nullable(),
  'settings.changed': settingsSchema,
} as const

export type MethodName = keyof typeof methods
export type Input<M extends MethodName> = z.input<(typeof methods)[M]['input']>
export type Parsed<M extends MethodName> = z.output<(typeof methods)[M]['input']>
export type Output<M extends MethodName> = z.output<(typeof methods)[M]['output']>
export type EventName = keyof typeof events
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>
