// Names without zod, for the preload script: it must stay small and may not carry the schemas.
// A test holds these lists equal to the maps in contract.ts.
export const methodNames = [
  'app.info', 'settings.get', 'settings.set',
  'account.current', 'account.list', 'account.switch', 'account.keeping', 'account.signInWebhook', 'account.signInDemo',
  'account.signInOAuth', 'account.signInAgain', 'account.authorizing', 'account.reopenBrowser', 'account.pasteCode',
  'account.cancelSignIn', 'account.unlock', 'account.signOut',
  'portal.report', 'portal.probe', 'portal.chooseSource',
  'sync.state', 'sync.now', 'directory.get',
  'dialogs.index', 'dialogs.rows', 'dialogs.counts', 'dialogs.openInPortal',
  'transcripts.get', 'transcripts.prefetch', 'ratings.submit', 'ratings.retry', 'outbox.list', 'outbox.summary',
  'alerts.list', 'alerts.acknowledge', 'alerts.test',
  'exports.start', 'exports.cancel', 'exports.list', 'exports.reveal',
] as const

export const eventNames = [
  'dialogs.changed', 'app.open', 'directory.changed', 'transcripts.changed', 'sync.progress', 'outbox.changed',
  'alerts.changed', 'alerts.notify', 'exports.progress', 'account.changed', 'accounts.changed',
  'account.authorizing', 'portal.changed', 'settings.changed',
] as const
