import type { AppInfo } from '#contract/app.ts'
import { err, ok, type Result } from '#contract/result.ts'
import type { SyncState } from '#contract/sync.ts'
import type { Handlers } from '#core/dispatch.ts'
import type { Shell } from '#core/ports.ts'
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
    'portal.probe': () => signedIn(async ({ report, sync }) => {
      const found = await report.probe()
      // A block, or whatever else made the sync rest, may be over.
      if (found.ok) sync.now()
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
    'dialogs.counts': () => signedIn(({ dialogs }) => ok(dialogs.counts())),
    'dialogs.openInPortal': ({ sessionId }) => signedIn(async ({ portal }) =>
      done(await shell.openExternal(portal.links.session(sessionId)), 'The system’s browser did not open')),

    'transcripts.get': ({ sessionId }) => signedIn(({ transcripts }) => transcripts.get(sessionId, 'user')),
    'transcripts.prefetch': ({ sessionIds }) => signedIn(({ transcripts }) => {
      transcripts.prefetch(sessionIds)
      return ok({})
    }),

    'ratings.submit': rating => signedIn(({ ratings, dialogs }) => {
      const saved = ratings.submit(rating)
      if (!saved.ok) return saved
      const row = dialogs.rows([rating.sessionId])[0]
      return row ? ok(row) : err('not-found', `Dialog ${rating.sessionId} is not in the local copy`)
    }),
    'ratings.retry': ({ sessionId }) => signedIn(({ ratings }) => empty(ratings.retry(sessionId))),
    'outbox.list': () => signedIn(({ ratings }) => ok(ratings.unsent())),
    'outbox.summary': () => signedIn(({ ratings }) => ok(ratings.summary())),

    'alerts.list': () => signedIn(({ alerts }) => ok(alerts.list())),
    'alerts.acknowledge': ({ ids }) => signedIn(({ alerts }) => {
      alerts.acknowledge(ids)
      return ok({})
    }),
    'alerts.test': () => signedIn(async ({ alerts }) => ok({ shown: await alerts.test() })),

    'exports.start': input => signedIn(({ exports }) => exports.start(input)),
    'exports.cancel': ({ id }) => signedIn(({ exports }) => empty(exports.cancel(id))),
    'exports.list': () => signedIn(({ exports }) => ok(exports.list())),
    'exports.reveal': ({ id }) => signedIn(async ({ exports }) => empty(await exports.reveal(id))),
  }
}

function empty(result: Result<unknown>): Result<Record<string, never>> {
  return result.ok ? ok({}) : result
}

function done(worked: boolean, otherwise: string): Result<Record<string, never>> {
  return worked ? ok({}) : err('not-found', otherwise)
}
