import { join } from 'node:path'
import { createFileLock } from '../../files/file-lock.ts'
import { readStored, writeJson } from '../../files/json-file.ts'
import type { OAuthTokens, TokenStore } from '../oauth/application.ts'

/** Tokens in a plain file beside a lock: how real stores behave between processes, without a key. */
export function fileTokenStore(folder: string): TokenStore {
  const path = join(folder, 'tokens.json')
  const timer = (delayMs: number, task: () => void) => {
    const handle = setTimeout(task, delayMs)
    return () => clearTimeout(handle)
  }
  return {
    read: async () => {
      const stored = await readStored(path)
      // Written by `write` alone.
      return 'accessToken' in stored ? stored as OAuthTokens : null
    },
    write: tokens => writeJson(path, tokens),
    exclusively: createFileLock({ path: join(folder, 'tokens.lock'), timer }),
  }
}
