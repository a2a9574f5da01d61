import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Message } from '#contract/transcripts.ts'
import { accountFolder } from '#infra/accounts/account-folder.ts'
import { createAccountsFile } from '#infra/accounts/accounts-file.ts'
import type { WriteDb } from '#infra/sqlite/db.ts'
import { createSessionRepository } from '#infra/sqlite/mirror/session-repository.ts'
import { createTranscriptRepository } from '#infra/sqlite/mirror/transcript-repository.ts'
import { fillMirror } from './sample-mirror.ts'

const account = { id: 'bench-1', kind: 'webhook', host: '127.0.0.1:9', userId: 1, userName: 'Bench', zoneMinutes: 180, keptBy: 'file' } as const

/**
 * A profile that is signed in and has all of a large portal. Nobody answers at the portal's address: what is measured is
 * the product alone. `more` adds to the mirror, whose file is the answer.
 */
export async function writeProfile(profileDir: string, sessions: number, more: (db: WriteDb) => void = () => {}): Promise<string> {
  const folder = accountFolder(profileDir, account.id)
  mkdirSync(folder, { recursive: true })
  await createAccountsFile(join(profileDir, 'accounts.json'), () => {}).write({
    current: account.id, accounts: [{ account, oldSecret: { kind: 'plain', text: 'http://127.0.0.1:9/rest/1/bench/' } }],
  })
  const file = join(folder, 'mirror.db')
  const db = fillMirror(file, sessions, Date.now())
  more(db)
  db.close()
  return file
}

/** Keeps conversations as if they had just been read: opening them asks the portal for nothing. */
export function keepTranscripts(db: WriteDb, conversations: ReadonlyMap<number, readonly Message[]>): void {
  const sessions = createSessionRepository(db)
  const transcripts = createTranscriptRepository(db)
  db.transaction(() => {
    for (const [sessionId, messages] of conversations) {
      transcripts.put({ sessionId, fetchedAt: Date.now(), canRate: true, messages: [...messages] })
      sessions.markRead(sessionId, sessions.reading(sessionId)?.stateAt ?? null)
    }
  })
}
