import type { Result } from '#contract/result.ts'
import type { Webhook } from './webhook.ts'

/** What opens a portal. Endpoint, token and secrets may not reach a log, an error or a page. */
export type PortalAccess = {
  /** Host and port as shown to people. */
  readonly host: string
  /** Of the portal's pages. May change while the program runs: portals get renamed. */
  readonly origin: () => string
  /** A method name is appended to it. */
  readonly endpoint: () => string
  /** Goes into the body as `auth`; null for a webhook, whose endpoint holds the secret. */
  readonly token: () => string | null
  /**
   * After `expired_token` for the token `used`: one renewal for all who ask, in this and in other processes. Null where
   * nothing can be renewed.
   */
  readonly renew: ((used: string) => Promise<Result<Renewed>>) | null
  /** Masked out of every message. */
  readonly secrets: () => readonly string[]
  /** The portal's own id; null where only applications are told. */
  readonly memberId: string | null
  /** Ends what still runs by itself. */
  readonly close: () => void
}

/** `found`: somebody else had renewed before, perhaps long ago. */
export type Renewed = 'asked' | 'found'

export function webhookAccess({ host, origin, endpoint, secret }: Webhook): PortalAccess {
  return {
    host,
    origin: () => origin,
    endpoint: () => endpoint,
    token: () => null,
    renew: null,
    secrets: () => [secret],
    memberId: null,
    close: () => {},
  }
}

/** A portal may repeat the address or the token in its texts. */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  return secrets.filter(secret => secret !== '').reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
}
