import { z } from 'zod'
import {
  accountSchema, authorizingSchema, keepingSchema, listedAccountSchema, oauthSignInSchema, signOutSchema, webhookSignInSchema,
} from './accounts.ts'
import { alertSchema, notificationSchema, targetSchema } from './alerts.ts'
import { appInfoSchema } from './app.ts'
import { emptySchema, sessionIdSchema } from './common.ts'
import { dialogCountsSchema, dialogIndexInput, dialogIndexSchema, dialogRowSchema } from './dialogs.ts'
import { directorySchema } from './directory.ts'
import { exportInput, exportRunSchema } from './exports.ts'
import { portalReportSchema, sourceChoiceSchema } from './portal.ts'
import { outboxSummarySchema, ratingSchema, unsentRatingSchema } from './ratings.ts'
import { settingsPatchSchema, settingsSchema } from './settings.ts'
import { syncStateSchema } from './sync.ts'
import { transcriptSchema } from './transcripts.ts'

/** A question with an answer. Both sides are schemas, so both sides can be checked. */
function method<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { input, output } as const
}

const bySession = z.strictObject({ sessionId: sessionIdSchema })
const byAccount = z.strictObject({ id: z.string() })
const byId = z.strictObject({ id: z.number().int() })

/** Everything a face can ask. Names are `subject.verb`; replies are JSON-safe. */
export const methods = {
  'app.info': method(emptySchema, appInfoSchema),
  'settings.get': method(emptySchema, settingsSchema),
  'settings.set': method(settingsPatchSchema, settingsSchema),

  /** The account on screen. */
  'account.current': method(emptySchema, accountSchema.nullable()),
  /** Every account of this profile, in the order in which they were added. All that are not locked run side by side. */
  'account.list': method(emptySchema, z.array(listedAccountSchema)),
  'account.switch': method(byAccount, accountSchema),
  'account.keeping': method(emptySchema, keepingSchema),
  'account.signInWebhook': method(webhookSignInSchema, accountSchema),
  'account.signInDemo': method(emptySchema, accountSchema),
  /** Opens the portal's own sign-in in the browser and answers when that has ended, one way or the other. */
  'account.signInOAuth': method(oauthSignInSchema, accountSchema),
  /** The same for an application's account that runs: its application is known. Only the same user is taken. */
  'account.signInAgain': method(byAccount, accountSchema),
  'account.authorizing': method(emptySchema, authorizingSchema.nullable()),
  /** Opens the browser once more for the sign-in that waits. */
  'account.reopenBrowser': method(emptySchema, emptySchema),
  /** The code that the portal showed, or the whole address that it led to. */
  'account.pasteCode': method(z.strictObject({ text: z.string().trim().min(1).max(4000) }), emptySchema),
  'account.cancelSignIn': method(emptySchema, emptySchema),
  /** Reads a kept secret again: with its passphrase, or (null) from a key store that may have been opened meanwhile. */
  'account.unlock': method(z.strictObject({ id: z.string(), passphrase: z.string().max(200).nullable() }), accountSchema),
  /** Ends a sign-in. Unless wiped, the local copy and unsent ratings stay and are taken up at the next sign-in. */
  'account.signOut': method(signOutSchema, emptySchema),

  /** What was found when the portal was last asked for rights, scopes and methods; null before. */
  'portal.report': method(emptySchema, portalReportSchema.nullable()),
  'portal.probe': method(emptySchema, portalReportSchema),
  'portal.chooseSource': method(sourceChoiceSchema, portalReportSchema),

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
  /** The reader probably goes there next. Answers before anything is read. */
  'transcripts.prefetch': method(z.strictObject({ sessionIds: z.array(sessionIdSchema).max(10) }), emptySchema),

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
  /** The list of accounts, or what waits in one of them. */
  'accounts.changed': emptySchema,
  'account.authorizing': authorizingSchema.nullable(),
  'portal.changed': portalReportSchema,
  'settings.changed': settingsSchema,
} as const

export type MethodName = keyof typeof methods
export type Input<M extends MethodName> = z.input<(typeof methods)[M]['input']>
export type Parsed<M extends MethodName> = z.output<(typeof methods)[M]['input']>
export type Output<M extends MethodName> = z.output<(typeof methods)[M]['output']>
export type EventName = keyof typeof events
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>
