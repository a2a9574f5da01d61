// Names without zod, for the preload script: it must stay small and may not carry the schemas.
// A test holds these lists equal to the maps in contract.ts.
export const methodNames = [
  'app.info', 'settings.get', 'settings.set',
  'account.current', 'account.signInWebhook', 'account.signInDemo', 'account.signOut',
  'sync.state', 'sync.now', 'directory.get',
  'dialogs.index', 'dialogs.rows', 'dialogs.counts', 'dialogs.openInPortal',
  'transcripts.get', 'ratings.submit', 'ratings.retry', 'outbox.list', 'outbox.summary',
  'alerts.list', 'alerts.acknowledge', 'alerts.test',
  'exports.start', 'exports.cancel', 'exports.list', 'exports.reveal',
] as const

export const eventNames = [
  'dialogs.changed', 'app.open', 'directory.changed', 'transcripts.changed', 'sync.progress', 'outbox.changed',
  'alerts.changed', 'alerts.notify', 'exports.progress', 'account.changed', 'settings.changed',
] as const
