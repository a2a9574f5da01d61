import { call } from '#renderer/bridge/index.ts'
import type { DraftKeeper } from '../model/drafts.ts'

export const keepDrafts: DraftKeeper = {
  read: (accountId, sessionId) => call('drafts.get', { accountId, sessionId }),
  write: (accountId, sessionId, draft) => call('drafts.put', { accountId, sessionId, draft }),
}
