import { join } from 'node:path'
import type { EventName, EventPayload } from '#contract/contract.ts'
import { ok, type Result } from '#contract/result.ts'
import { createDispatch, type Dispatch } from '#core/dispatch.ts'
import type { Clock, Emit, Shell, Timer } from '#core/ports.ts'
import { createSettings } from '#core/settings/settings-service.ts'
import { createAccountsFile } from '#infra/accounts/accounts-file.ts'
import { createBitrixPortal } from '#infra/bitrix24/bitrix-portal.ts'
import { parseWebhook } from '#infra/bitrix24/webhook.ts'
import { startDemoPortal } from '#infra/demo/demo-portal.ts'
import { createFileLog } from '#infra/log/file-log.ts'
import { lockProfile } from '#infra/sqlite/profile-lock.ts'
import { openRuntime } from './account-runtime.ts'
import { accountFolder, createAccounts } from './accounts.ts'
import type { EngineConfig } from './engine-api.ts'
import { createHandlers } from './handlers.ts'

/** The demo portal is this computer's own: asking it often costs nobody anything, and news should come quickly. */
const demoPollSeconds = 3

export type EngineCore = { readonly dispatch: Dispatch; readonly close: () => Promise<void> }

export type EngineDeps = {
  readonly config: EngineConfig
  readonly shell: Shell
  readonly emit: <E extends EventName>(event: E, payload: EventPayload<E>) => void
  readonly clock?: Clock
  readonly timer?: Timer
  readonly checkOutput?: boolean
}

/** Puts the product together on one profile folder and takes up the remembered sign-in. */
export async function createEngine({ config, shell, emit, clock = Date.now, timer = systemTimer, checkOutput = false }: EngineDeps): Promise<Result<EngineCore>> {
  const { profileDir, exportsDir } = config
  const lock = lockProfile(profileDir)
  if (!lock.ok) return lock
  const { release } = lock.value

  const log = createFileLog(join(profileDir, 'logs'))
  const settings = createSettings({ stored: config.settings, locale: config.locale, save: shell.saveSettings, emit: emit satisfies Emit })
  const accounts = createAccounts({
    file: createAccountsFile(join(profileDir, 'accounts.json')),
    shell, emit, log,
    connect(text) {
      const webhook = parseWebhook(text)
      return webhook.ok ? ok(createBitrixPortal({ webhookUrl: webhook.value, clock, timer, log })) : webhook
    },
    startDemo: () => startDemoPortal({ ...config.demoPortal, folder: join(profileDir, 'demo') }),
    open: (account, portal) => openRuntime(account, portal, {
      folder: accountFolder(profileDir, account.id), exportsDir, settings, shell, clock, timer, emit, log,
      pollMs: 1000 * (account.kind === 'demo' ? Math.min(demoPollSeconds, config.pollSeconds) : config.pollSeconds),
    }),
  })

  async function close(): Promise<void> {
    await accounts.close()
    release()
  }

  const resumed = await accounts.resume()
  if (!resumed.ok) {
    await close()
    return resumed
  }

  const info = { version: config.version, capabilities: shell.capabilities, locale: config.locale, exportsFolder: exportsDir }
  const dispatch = createDispatch(createHandlers({ info, settings, accounts, shell }), {
    checkOutput,
    onBug: (method, error) => { log('bug', { method, error: error instanceof Error ? error.stack ?? error.message : String(error) }) },
  })
  log('engine.started', { version: config.version })
  return ok({ dispatch, close })
}

const systemTimer: Timer = (delayMs, task) => {
  const handle = setTimeout(task, delayMs)
  return () => { clearTimeout(handle) }
}
