/** The two wires between the page and the main process. */
export const CALL_CHANNEL = 'linewatch:call'
export const EVENT_CHANNEL = 'linewatch:event'
