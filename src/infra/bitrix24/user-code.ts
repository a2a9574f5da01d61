export type UserCode = {
  /** As the portal writes it. */
  readonly text: string
  readonly source: string
  readonly lineId: number
  /** The client's user on the portal; null where the channel has ids of its own. */
  readonly clientId: number | null
}

/**
 * `channel|line|chat|user`: the key of a client's conversations with a line. On the web chat the last two are the client's
 * own chat (not the operators' one) and user on the portal, elsewhere whatever the channel has.
 */
export function readUserCode(text: string): UserCode | null {
  const [source = '', line = '', , user = ''] = text.split('|')
  const lineId = Number(line)
  if (source === '' || !Number.isInteger(lineId) || lineId <= 0) return null
  return { text, source, lineId, clientId: source === 'livechat' && /^[1-9]\d{0,14}$/.test(user) ? Number(user) : null }
}
