// Names without zod, for the preload script: it must stay small and may not carry the schemas.
// A test holds these lists equal to the maps in contract.ts.
export const methodNames = [
  'app.info', 'settings.get', 'settings.set',
  'account.current', 'account.list', 'account.switch', 'account.keeping', 'account.signInWebhook', 'account.signInDemo',
  'account.signInOAuth', 'account.signInAgain', 'account.authorizing', 'account.reopenBrowser', 'account.pasteCode',
  'account.cancelSignIn', 'account.unlock', 'account.signOut',
  'portal.report', 'portal.probe', 'portal.chooseSource',
  'sync.state', 'sync.now', 'directory.get',
  'dialogs.index', 'dialogs.rows', 'dialogs.snippets', 'dialogs.ofClient', 'dialogs.openLink',
  'transcripts.get', 'transcripts.prefetch', 'transcripts.picture', 'ratings.submit', 'ratings.retry', 'ratings.retryAll', 'ratings.resolve', 'ratings.discard',
  'ratings.right', 'ratings.undo', 'ratings.journal', 'journal.export', 'journal.reveal', 'ledger.restored', 'ledger.acknowledge',
  'insights.evidence', 'outbox.list', 'outbox.summary',
  'drafts.get', 'drafts.put', 'review.state', 'review.start', 'review.next', 'review.skip', 'review.skips', 'review.end', 'review.flag',
  'scorecards.list', 'scorecards.save', 'scorecards.remove', 'scorecards.answers', 'scorecards.fill',
  'alerts.list', 'alerts.acknowledge', 'alerts.test',
  'views.list', 'views.save', 'views.arrange', 'views.rename', 'views.move', 'views.remove', 'views.counts',
  'bulk.preview', 'bulk.start', 'bulk.links', 'bulk.cancel', 'bulk.undo', 'bulk.result', 'bulk.list',
  'exports.start', 'exports.cancel', 'exports.list', 'exports.reveal',
] as const

export const eventNames = [
  'dialogs.changed', 'app.open', 'directory.changed', 'transcripts.changed', 'sync.progress', 'outbox.changed', 'review.changed',
  'alerts.changed', 'alerts.notify', 'exports.progress', 'bulk.progress', 'views.changed', 'scorecards.changed', 'account.changed', 'accounts.changed',
  'account.authorizing', 'portal.changed', 'settings.changed',
] as const
