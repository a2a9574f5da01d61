import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import type { Account, Keep } from '#contract/accounts.ts'
import { startPortal, type Portal } from '../../simulator/server.ts'
import type { EngineDeps } from '../create-engine.ts'
import { createComputer, startTestEngine, type Computer, type TestEngine } from './test-engine.ts'

/** A profile, the computer around it and one portal, new for every test of the file that asks for them. */
export function useAccounts() {
  let folder = ''
  let computer: Computer
  let engines: TestEngine[]
  let portals: Portal[]

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'linewatch-accounts-'))
    computer = createComputer()
    engines = []
    portals = []
    await newPortal()
  })
  afterEach(async () => {
    await Promise.all(engines.map(engine => engine.close()))
    await Promise.all(portals.map(portal => portal.close()))
    rmSync(folder, { recursive: true })
  })

  async function newPortal(sessions = 60): Promise<Portal> {
    const portal = await startPortal({ sessions, seed: 5 + portals.length, pace: 0 })
    portals.push(portal)
    return portal
  }

  async function start(more: Partial<EngineDeps> = {}): Promise<TestEngine> {
    const engine = await startTestEngine(folder, computer, more)
    engines.push(engine)
    return engine
  }

  async function restart(engine: TestEngine, more: Partial<EngineDeps> = {}): Promise<TestEngine> {
    await engine.close()
    return start(more)
  }

  /** Signs in and waits until everything of that portal is here. */
  async function enter(engine: TestEngine, { webhook }: Portal, keep: Keep = { kind: 'store' }): Promise<Account> {
    const account = await engine.get('account.signInWebhook', { url: webhook, keep })
    // Only from then on is it this account that the events speak of.
    const shown = engine.events.findLastIndex(({ event }) => event === 'account.changed')
    await expect.poll(() => engine.events.slice(shown), { timeout: 20_000 }).toContainEqual({ event: 'sync.progress', payload: expect.objectContaining({ phase: 'live' }) })
    return account
  }

  const profile = (...names: string[]): string => join(folder, 'profile', ...names)

  return {
    newPortal, start, restart, enter, profile,
    folder: () => folder,
    computer: () => computer,
    portals: () => portals,
    portal(): Portal {
      const [first] = portals
      if (!first) throw new Error('No portal yet')
      return first
    },
    accountFiles: (): string[] => (existsSync(profile('accounts')) ? readdirSync(profile('accounts')) : []),
    folderOf: (id: string): string => profile('accounts', id.replaceAll(':', '_')),
  }
}

/** What the list of accounts says, in short. */
export async function states(engine: TestEngine) {
  return (await engine.get('account.list', {})).map(({ account, state, current }) => [account.host, account.keptBy, state, current])
}

export const secretOf = ({ webhook }: Portal): string => /rest\/\d+\/(\w+)/.exec(webhook)?.[1] ?? 'none'
export const passphrase = { kind: 'passphrase', passphrase: 'open sesame' } as const
