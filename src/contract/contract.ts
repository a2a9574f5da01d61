import { z } from 'zod'
import {
  accountSchema, authorizingSchema, keepingSchema, listedAccountSchema, oauthSignInSchema, signOutSchema, webhookSignInSchema,
} from './accounts.ts'
import { alertSchema, notificationSchema } from './alerts.ts'
import { appInfoSchema, openRequestSchema } from './app.ts'
import { bulkPreviewInput, bulkPreviewSchema, bulkResultSchema, bulkRunSchema, byPreviewInput } from './bulk.ts'
import { emptySchema, sessionIdSchema } from './common.ts'
import { dialogIndexInput, dialogIndexSchema, dialogLinks, dialogRowSchema, snippetSchema, snippetsInput } from './dialogs.ts'
import { directorySchema } from './directory.ts'
import { exportInput, exportRunSchema } from './exports.ts'
import { evidenceSchema } from './insights.ts'
import { portalReportSchema, sourceChoiceSchema } from './portal.ts'
import {
  draftInput, draftOfInput, draftSchema, journalFileSchema, journalLineSchema, ledgerRestoreSchema, outboxSummarySchema, ratingRightSchema,
  ratingSchema, resolveInput, unsentRatingSchema,
} from './ratings.ts'
import { reviewPlaceSchema, reviewQueueSchema, reviewStartInput, skipInput, skipSchema } from './review.ts'
import { fillInput, filledCardSchema, scorecardByIdInput, scorecardSaveInput, scorecardSchema } from './scorecards.ts'
import { settingsPatchSchema, settingsSchema } from './settings.ts'
import { syncStateSchema } from './sync.ts'
import { pictureInput, pictureSchema, transcriptSchema } from './transcripts.ts'
import {
  viewArrangeInput, viewByIdInput, viewCountsSchema, viewMoveInput, viewRenameInput, viewSaveInput, viewSchema,
} from './views.ts'

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
  /** Where the words of a search stand in these dialogs. */
  'dialogs.snippets': method(snippetsInput, z.array(snippetSchema)),
  /** Other dialogs of the same client, latest first, at most 50. */
  'dialogs.ofClient': method(bySession, z.array(dialogRowSchema)),
  /** Opens a page of the portal with the system's browser: the kept conversation, its chat, or its CRM record. */
  'dialogs.openLink': method(z.strictObject({ sessionId: sessionIdSchema, what: z.enum(dialogLinks) }), emptySchema),

  /** Built-in ones first, then one's own, as the rail shows them. */
  'views.list': method(emptySchema, z.array(viewSchema)),
  'views.save': method(viewSaveInput, viewSchema),
  'views.arrange': method(viewArrangeInput, viewSchema),
  'views.rename': method(viewRenameInput, viewSchema),
  'views.move': method(viewMoveInput, emptySchema),
  'views.remove': method(viewByIdInput, emptySchema),
  'views.counts': method(emptySchema, viewCountsSchema),

  /** Counts what an action on many dialogs would do. What was counted is what is then done. */
  'bulk.preview': method(bulkPreviewInput, bulkPreviewSchema),
  /** Answers as soon as it is written down; `bulk.progress` tells the rest. */
  'bulk.start': method(byPreviewInput, bulkRunSchema),
  'bulk.links': method(byPreviewInput, z.strictObject({ text: z.string() })),
  'bulk.cancel': method(byId, emptySchema),
  'bulk.undo': method(byId, bulkRunSchema),
  'bulk.result': method(byId, bulkResultSchema),
  'bulk.list': method(emptySchema, z.array(bulkRunSchema)),

  /** From the local copy when it is complete there, else from the portal. */
  'transcripts.get': method(bySession, transcriptSchema),
  /** The reader probably goes there next. Answers before anything is read. */
  'transcripts.prefetch': method(z.strictObject({ sessionIds: z.array(sessionIdSchema).max(10) }), emptySchema),
  /** Fetched from the portal each time, for a person who asked to see it, and kept nowhere. */
  'transcripts.picture': method(pictureInput, pictureSchema),

  /** Saved locally when this answers; the outbox carries it to the portal. */
  'ratings.submit': method(ratingSchema, dialogRowSchema),
  /** Sends a parked one again, on the base that it had. A conflict is not retried but resolved. */
  'ratings.retry': method(bySession, emptySchema),
  /** Sends all that wait now, parked ones too; conflicts stay. */
  'ratings.retryAll': method(emptySchema, emptySchema),
  'ratings.resolve': method(resolveInput, dialogRowSchema),
  /** Gives up an unsent rating, unless it is on its way just now. The journal keeps a line of it. */
  'ratings.discard': method(bySession, dialogRowSchema),
  /** Known without asking the portal; the conversation of a dialog tells it best. */
  'ratings.right': method(bySession, ratingRightSchema),
  /** Takes the held rating back: the dialog shows what it showed before. */
  'ratings.undo': method(bySession, dialogRowSchema),
  /** What became of our own ratings of this dialog, oldest first. */
  'ratings.journal': method(bySession, z.array(journalLineSchema)),
  /** The whole journal as a CSV file in the exports folder. */
  'journal.export': method(emptySchema, journalFileSchema),
  /** Shows the file written last in the system's file manager. */
  'journal.reveal': method(emptySchema, emptySchema),
  /** Null while there is nothing to tell, or nothing any more. */
  'ledger.restored': method(emptySchema, ledgerRestoreSchema.nullable()),
  'ledger.acknowledge': method(emptySchema, emptySchema),
  'outbox.list': method(emptySchema, z.array(unsentRatingSchema)),
  'outbox.summary': method(emptySchema, outboxSummarySchema),
  /** What is not saved yet, over crashes and restarts; saving the rating does away with it. */
  'drafts.get': method(draftOfInput, draftSchema.nullable()),
  'drafts.put': method(draftInput, emptySchema),

  /** By name. */
  'scorecards.list': method(emptySchema, z.array(scorecardSchema)),
  'scorecards.save': method(scorecardSaveInput, scorecardSchema),
  /** Answers given under it stay, with its texts. */
  'scorecards.remove': method(scorecardByIdInput, emptySchema),
  /** What was answered about this dialog; null when nothing was. */
  'scorecards.answers': method(bySession, filledCardSchema.nullable()),
  'scorecards.fill': method(fillInput, filledCardSchema),

  /** The queue being worked through; null when there is none. */
  'review.state': method(emptySchema, reviewQueueSchema.nullable()),
  /** Ends the queue before, if there is one. */
  'review.start': method(reviewStartInput, reviewQueueSchema),
  /** The next one after this dialog, round to the beginning; after none, the first. Their conversations are read ahead. */
  'review.next': method(z.strictObject({ after: sessionIdSchema.nullable() }), reviewPlaceSchema),
  'review.skip': method(skipInput, reviewPlaceSchema),
  /** Why and when a dialog was skipped, in any queue, latest first. */
  'review.skips': method(bySession, z.array(skipSchema)),
  'review.end': method(emptySchema, emptySchema),
  'review.flag': method(z.strictObject({ sessionId: sessionIdSchema, flagged: z.boolean() }), dialogRowSchema),

  /** Why the client may be displeased, likeliest first. Reads the conversation when it is not here. */
  'insights.evidence': method(bySession, z.array(evidenceSchema)),

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
  /** `quiet`: of the past, and in great numbers; nobody waits for it. */
  'dialogs.changed': z.strictObject({ ids: z.array(sessionIdSchema), all: z.boolean(), quiet: z.boolean().optional() }),
  /** The user clicked a notification, the tray or a link: bring this to the front. */
  'app.open': openRequestSchema,
  'directory.changed': emptySchema,
  'transcripts.changed': bySession,
  'sync.progress': syncStateSchema,
  'outbox.changed': outboxSummarySchema,
  /** The queue, or how far it has come. */
  'review.changed': emptySchema,
  /** Number of open alerts. */
  'alerts.changed': z.strictObject({ open: z.number().int() }),
  /** The desktop could not show this; the page should. */
  'alerts.notify': notificationSchema,
  'exports.progress': exportRunSchema,
  'bulk.progress': bulkRunSchema,
  'views.changed': emptySchema,
  'scorecards.changed': emptySchema,
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
