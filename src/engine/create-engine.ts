import { join } from 'node:path'
import type { EventName, EventPayload } from '#contract/contract.ts'
import { ok, type Result } from '#contract/result.ts'
import { createDispatch, type Dispatch } from '#core/dispatch.ts'
import type { Clock, Emit, Shell, Timer } from '#core/ports.ts'
import { createSettings } from '#core/settings/settings-service.ts'
import { accountFolder, ledgerName, wipeAccountFolder } from '#infra/accounts/account-folder.ts'
import { createAccountsFile } from '#infra/accounts/accounts-file.ts'
import { createSecretStore } from '#infra/accounts/held-secret.ts'
import { createSignOutMarks } from '#infra/accounts/sign-out-marks.ts'
import { countUnsent } from '#infra/accounts/unsent-ratings.ts'
import { startAuthorization } from '#infra/bitrix24/oauth/authorization.ts'
import { startDemoPortal } from '#infra/demo/demo-portal.ts'
import { createFileLog } from '#infra/log/file-log.ts'
import { followSystemProxy } from '#infra/net/system-network.ts'
import { sessionBusAddress } from '#infra/notifications/session-bus.ts'
import { createKeyring, type Keyring } from '#infra/secrets/keyring.ts'
import { createVaults } from '#infra/secrets/vaults.ts'
import { diskError } from '#infra/sqlite/disk-error.ts'
import { lockProfile } from '#infra/sqlite/profile-lock.ts'
import { openRuntime } from './account-runtime.ts'
import { createAccounts } from './accounts.ts'
import { createAuthorizing } from './authorizing.ts'
import { createConnect } from './connections.ts'
import { createDemo } from './demo.ts'
import type { EngineConfig } from './engine-api.ts'
import { createHandlers } from './handlers.ts'
import { createReach } from './reach.ts'
import { createSignIn } from './sign-in.ts'

/** The demo portal is this computer's own: asking it often costs nobody anything, and news should come quickly. */
const demoPollSeconds = 3

export type EngineCore = { readonly dispatch: Dispatch; readonly close: () => Promise<void> }

export type EngineDeps = {
  readonly config: EngineConfig
  readonly shell: Shell
  readonly emit: <E extends EventName>(event: E, payload: EventPayload<E>) => void
  readonly clock?: Clock
  readonly timer?: Timer
  readonly keyring?: Keyring
  /** Where the browser may come back to after a sign-in. */
  readonly redirectPorts?: readonly number[]
  readonly checkOutput?: boolean
}

/** Puts the product together on one profile folder and takes up the kept sign-ins. */
export async function createEngine({
  config, shell, emit, clock = Date.now, timer = systemTimer, keyring = systemKeyring(), redirectPorts, checkOutput = false,
}: EngineDeps): Promise<Result<EngineCore>> {
  const { profileDir, exportsDir } = config
  const lock = lockProfile(profileDir)
  if (!lock.ok) return lock
  const { release } = lock.value

  const log = createFileLog(join(profileDir, 'logs'))
  followSystemProxy(shell.resolveProxy)
  const settings = createSettings({ stored: config.settings, locale: config.locale, save: shell.saveSettings, emit: emit satisfies Emit })
  const folder = (id: string): string => accountFolder(profileDir, id)
  const vaults = createVaults({ shell, keyring })
  const connect = createConnect({ clock, timer, log })
  const demo = createDemo(() => startDemoPortal({ ...config.demoPortal, folder: join(profileDir, 'demo') }))
  const secrets = createSecretStore({ vaults, folder, timer })
  const accounts = createAccounts({
    file: createAccountsFile(join(profileDir, 'accounts.json'), log),
    marks: createSignOutMarks(profileDir),
    reach: createReach({ secrets, vaults, connect, demo, unseal: shell.unseal }),
    secrets, demo, emit, log,
    open: (account, portal, emitFrom) => openRuntime(account, portal, {
      folder: folder(account.id), exportsDir, settings, shell, clock, timer, emit: emitFrom, log,
      pollMs: 1000 * (account.kind === 'demo' ? Math.min(demoPollSeconds, config.pollSeconds) : config.pollSeconds),
    }),
    countUnsent: id => countUnsent(join(folder(id), ledgerName)),
    wipe: id => wipeAccountFolder(profileDir, id),
  })
  const authorizing = createAuthorizing({
    emit,
    start: application => startAuthorization({ application, openExternal: shell.openExternal, clock, timer, log, ...(redirectPorts ? { ports: redirectPorts } : {}) }),
  })
  const signIn = createSignIn({ accounts, vaults, secrets, connect, demo, authorizing })

  async function close(): Promise<void> {
    authorizing.cancel()
    await accounts.close()
    release()
  }

  const resumed = await accounts.resume()
  if (!resumed.ok) {
    await close()
    return resumed
  }

  const info = { version: config.version, capabilities: shell.capabilities, locale: config.locale, exportsFolder: exportsDir }
  const dispatch = createDispatch(createHandlers({ info, settings, accounts, signIn, authorizing, vaults, shell }), {
    checkOutput, diskError,
    onBug: (method, error) => { log('bug', { method, error: error instanceof Error ? error.stack ?? error.message : String(error) }) },
  })
  log('engine.started', { version: config.version })
  return ok({ dispatch, close })
}

function systemKeyring(): Keyring {
  return createKeyring({ platform: process.platform, busAddress: sessionBusAddress(process.env) })
}

const systemTimer: Timer = (delayMs, task) => {
  const handle = setTimeout(task, delayMs)
  return () => { clearTimeout(handle) }
}
