import type { AppInfo } from '#contract/app.ts'
import type { DialogLink, DialogRow } from '#contract/dialogs.ts'
import { err, ok, type Result } from '#contract/result.ts'
import type { SyncState } from '#contract/sync.ts'
import type { Handlers } from '#core/dispatch.ts'
import type { Shell } from '#core/ports.ts'
import type { PortalLinks } from '#core/portal/portal.ts'
import type { SettingsService } from '#core/settings/settings-service.ts'
import type { Vaults } from '#infra/secrets/vaults.ts'
import type { AccountRuntime } from './account-runtime.ts'
import type { Accounts } from './accounts.ts'
import type { createAuthorizing } from './authorizing.ts'
import type { createSignIn } from './sign-in.ts'

const signedOut: SyncState = { phase: 'idle', sessions: 0, expected: null, loadedSince: null, lastCheckAt: null, lastReconcile: null, error: null }

export type HandlerDeps = {
  readonly info: AppInfo
  readonly settings: SettingsService
  readonly accounts: Accounts
  readonly signIn: ReturnType<typeof createSignIn>
  readonly authorizing: ReturnType<typeof createAuthorizing>
  readonly vaults: Vaults
  readonly shell: Shell
}

/** Every method of the contract, each a line that hands the question to its service. */
export function createHandlers({ info, settings, accounts, signIn, authorizing, vaults, shell }: HandlerDeps): Handlers {
  function signedIn<T>(use: (runtime: AccountRuntime) => T): T | Result<never> {
    const runtime = accounts.runtime()
    return runtime ? use(runtime) : err('not-signed-in', 'Nobody is signed in')
  }

  /** Whichever is on screen: what was typed last may be told after the screen has gone over to another one. */
  function ofAccount<T>(accountId: string, use: (runtime: AccountRuntime) => T): T | Result<never> {
    const runtime = accounts.runtimeOf(accountId)
    return runtime ? use(runtime) : err('not-found', `Account ${accountId} does not run`)
  }

  return {
    'app.info': () => ok(info),
    'settings.get': () => ok(settings.get()),
    'settings.set': async patch => ok(await settings.set(patch)),

    'account.current': () => ok(accounts.runtime()?.account ?? null),
    'account.list': () => ok(accounts.list()),
    'account.switch': accounts.switchTo,
    'account.keeping': async () => ok(await vaults.keeping()),
    'account.signInWebhook': signIn.webhook,
    'account.signInDemo': signIn.demo,
    'account.signInOAuth': signIn.oauth,
    'account.signInAgain': signIn.again,
    'account.authorizing': () => ok(authorizing.state()),
    'account.reopenBrowser': async () => {
      const waiting = authorizing.state()
      return done(waiting !== null && await shell.openExternal(waiting.authorizeUrl), 'The system’s browser did not open')
    },
    'account.pasteCode': ({ text }) => empty(authorizing.paste(text)),
    'account.cancelSignIn': () => empty(authorizing.cancel()),
    'account.unlock': accounts.unlock,
    'account.signOut': async request => empty(await accounts.signOut(request)),

    'portal.report': () => signedIn(({ report }) => ok(report.get())),
    'portal.probe': () => signedIn(async ({ report, sync, ratings }) => {
      const found = await report.probe()
      if (!found.ok) return found
      // A block, or whatever else made the sync and ratings rest, may be over.
      sync.now()
      ratings.resume()
      return found
    }),
    'portal.chooseSource': ({ source }) => signedIn(({ report }) => report.choose(source)),

    'sync.state': () => ok(accounts.runtime()?.sync.state() ?? signedOut),
    'sync.now': () => signedIn(({ sync }) => {
      sync.now()
      return ok({})
    }),
    'directory.get': () => signedIn(runtime => ok(runtime.directory())),

    'dialogs.index': query => signedIn(({ dialogs }) => ok(dialogs.index(query))),
    'dialogs.rows': ids => signedIn(({ dialogs }) => ok(dialogs.rows(ids))),
    'dialogs.snippets': ({ ids, text }) => signedIn(({ dialogs }) => ok(dialogs.snippets(ids, text))),
    'dialogs.ofClient': ({ sessionId }) => signedIn(({ dialogs }) => ok(dialogs.ofClient(sessionId))),
    'dialogs.openLink': ({ sessionId, what }) => signedIn(async ({ portal, dialogs }) => {
      const url = linkOf(portal.links, dialogs.rows([sessionId])[0] ?? null, { sessionId, what })
      if (url === null) return err('not-found', `The portal has no such page for dialog ${sessionId}`)
      return done(await shell.openExternal(url), 'The system’s browser did not open')
    }),

    'transcripts.get': ({ sessionId }) => signedIn(async ({ transcripts, review }) => {
      const read = await transcripts.get(sessionId, 'user')
      return read.ok ? ok(review.hideIn(read.value)) : read
    }),
    'transcripts.prefetch': ({ sessionIds }) => signedIn(({ transcripts }) => {
      transcripts.prefetch(sessionIds)
      return ok({})
    }),
    'transcripts.picture': place => signedIn(({ picture }) => picture(place)),

    'ratings.submit': rating => signedIn(({ ratings, dialogs }) => {
      const saved = ratings.submit(rating)
      return saved.ok ? rowOf(dialogs, rating.sessionId) : saved
    }),
    'ratings.undo': ({ sessionId }) => signedIn(({ ratings, dialogs }) => {
      const undone = ratings.undo(sessionId)
      return undone.ok ? rowOf(dialogs, sessionId) : undone
    }),
    'ratings.resolve': resolution => signedIn(({ ratings, dialogs }) => {
      const resolved = ratings.resolve(resolution)
      return resolved.ok ? rowOf(dialogs, resolution.sessionId) : resolved
    }),
    'ratings.discard': ({ sessionId }) => signedIn(({ ratings, dialogs }) => {
      const discarded = ratings.discard(sessionId)
      return discarded.ok ? rowOf(dialogs, sessionId) : discarded
    }),
    'ratings.right': ({ sessionId }) => signedIn(({ rightToRate }) => ok(rightToRate(sessionId))),
    'ratings.retryAll': () => signedIn(({ ratings }) => {
      ratings.retryAll()
      return ok({})
    }),
    'ratings.retry': ({ sessionId }) => signedIn(({ ratings }) => empty(ratings.retry(sessionId))),
    'ratings.journal': ({ sessionId }) => signedIn(({ ratings }) => ok(ratings.journal(sessionId))),
    'journal.export': () => signedIn(({ journalFile }) => journalFile.write()),
    'journal.reveal': () => signedIn(async ({ journalFile }) => empty(await journalFile.reveal())),
    'ledger.restored': () => signedIn(({ ledger }) => ok(ledger.restored())),
    'ledger.acknowledge': () => signedIn(({ ledger }) => {
      ledger.acknowledge()
      return ok({})
    }),
    'insights.evidence': ({ sessionId }) => signedIn(({ evidence }) => evidence(sessionId)),
    'outbox.list': () => signedIn(({ ratings }) => ok(ratings.unsent())),
    'outbox.summary': () => signedIn(({ ratings }) => ok(ratings.summary())),
    'drafts.get': ({ accountId, sessionId }) => ofAccount(accountId, ({ drafts }) => ok(drafts.get(sessionId))),
    'drafts.put': ({ accountId, sessionId, draft }) => ofAccount(accountId, ({ drafts }) => {
      drafts.put(sessionId, draft)
      return ok({})
    }),

    'scorecards.list': () => signedIn(({ scorecards }) => ok(scorecards.list())),
    'scorecards.save': card => signedIn(({ scorecards }) => scorecards.save(card)),
    'scorecards.remove': ({ id }) => signedIn(({ scorecards }) => empty(scorecards.remove(id))),
    'scorecards.answers': ({ sessionId }) => signedIn(({ scorecards }) => ok(scorecards.answers(sessionId))),
    'scorecards.fill': filled => signedIn(({ scorecards }) => scorecards.fill(filled)),

    'review.state': () => signedIn(({ review }) => ok(review.state())),
    'review.start': asked => signedIn(({ review }) => review.start(asked)),
    'review.next': ({ after }) => signedIn(({ review }) => review.next(after)),
    'review.skip': ({ sessionId, reason }) => signedIn(({ review }) => review.skip(sessionId, reason)),
    'review.skips': ({ sessionId }) => signedIn(({ review }) => ok(review.skips(sessionId))),
    'review.end': () => signedIn(({ review }) => {
      review.end()
      return ok({})
    }),
    'review.flag': ({ sessionId, flagged }) => signedIn(({ review, dialogs }) => {
      review.flag(sessionId, flagged)
      return rowOf(dialogs, sessionId)
    }),

    'alerts.list': () => signedIn(({ alerts }) => ok(alerts.list())),
    'alerts.acknowledge': ({ ids }) => signedIn(({ alerts }) => {
      alerts.acknowledge(ids)
      return ok({})
    }),
    'alerts.test': () => signedIn(async ({ alerts }) => ok({ shown: await alerts.test() })),

    'views.list': () => signedIn(({ views }) => ok(views.list())),
    'views.save': view => signedIn(({ views }) => views.save(view)),
    'views.arrange': look => signedIn(({ views }) => views.arrange(look)),
    'views.rename': ({ id, name }) => signedIn(({ views }) => views.rename(id, name)),
    'views.move': ({ id, before }) => signedIn(({ views }) => empty(views.move(id, before))),
    'views.remove': ({ id }) => signedIn(({ views }) => empty(views.remove(id))),
    'views.counts': () => signedIn(({ views }) => ok(views.counts())),

    'bulk.preview': asked => signedIn(({ bulk }) => ok(bulk.preview(asked))),
    'bulk.start': ({ previewId }) => signedIn(({ bulk }) => bulk.start(previewId)),
    'bulk.links': ({ previewId }) => signedIn(({ bulk }) => {
      const links = bulk.links(previewId)
      return links.ok ? ok({ text: links.value }) : links
    }),
    'bulk.cancel': ({ id }) => signedIn(({ bulk }) => empty(bulk.cancel(id))),
    'bulk.undo': ({ id }) => signedIn(({ bulk }) => bulk.undo(id)),
    'bulk.result': ({ id }) => signedIn(({ bulk }) => bulk.result(id)),
    'bulk.list': () => signedIn(({ bulk }) => ok(bulk.list())),

    'exports.start': input => signedIn(({ exports }) => exports.start(input)),
    'exports.cancel': ({ id }) => signedIn(({ exports }) => empty(exports.cancel(id))),
    'exports.list': () => signedIn(({ exports }) => ok(exports.list())),
    'exports.reveal': ({ id }) => signedIn(async ({ exports }) => empty(await exports.reveal(id))),
  }
}

function linkOf(links: PortalLinks, row: DialogRow | null, { sessionId, what }: { readonly sessionId: number; readonly what: DialogLink }): string | null {
  // The conversation is kept by its number alone, whether or not its row is here.
  if (what === 'history') return links.session(sessionId)
  if (row === null) return null
  if (what === 'chat') return links.chat(row.chatId)
  return row.crmEntityType === null || row.crmEntityId === null ? null : links.crm(row.crmEntityType, row.crmEntityId)
}

function rowOf(dialogs: AccountRuntime['dialogs'], sessionId: number): Result<DialogRow> {
  const row = dialogs.rows([sessionId])[0]
  return row ? ok(row) : err('not-found', `Dialog ${sessionId} is not in the local copy`)
}

function empty(result: Result<unknown>): Result<Record<string, never>> {
  return result.ok ? ok({}) : result
}

function done(worked: boolean, otherwise: string): Result<Record<string, never>> {
  return worked ? ok({}) : err('not-found', otherwise)
}
