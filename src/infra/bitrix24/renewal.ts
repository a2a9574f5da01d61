import { err, type Result } from '#contract/result.ts'
import type { PortalAccess, Renewed } from './access.ts'

export type Renewal = {
  /** The portal took a token. */
  readonly accepted: () => void
  /** The portal called the token `used` expired. When this succeeds, the call may be sent once more. */
  readonly afterExpiry: (used: string | null) => Promise<Result<Renewed>>
  /** The portal redirects to another host. Succeeds when the authorization server confirmed another address than `endpoint`. */
  readonly afterMove: (used: string | null, endpoint: string) => Promise<Result<Renewed>>
}

/** A portal that calls every new token expired would otherwise get one renewal per call, for ever. */
const fruitlessLimit = 3

/** Decides whether a renewal is worth asking for. Only the portal's answers count: this computer's clock may be wrong. */
export function createRenewal({ renew, endpoint: currentEndpoint }: PortalAccess): Renewal {
  /** Tokens called expired since the portal last took one. Many calls under way hold the same. */
  const refused = new Set<string>()
  let whereTo: Promise<Result<Renewed>> | null = null

  return {
    accepted: () => { refused.clear() },
    afterExpiry: async used => {
      if (renew === null || used === null) return err('sign-in-expired', 'The sign-in has expired')
      refused.add(used)
      if (refused.size > fruitlessLimit) return err('sign-in-expired', 'The portal calls every new token expired')
      return await renew(used)
    },
    afterMove: async (used, endpoint) => {
      if (renew === null || used === null) return err('portal-moved', 'Only an application learns the new address')
      // Once per run: a network that redirects now and then must not use up a pair of tokens each time.
      whereTo ??= renew(used)
      const asked = await whereTo
      if (asked.ok && currentEndpoint() === endpoint) return err('portal-moved', 'The authorization server knows no other address')
      return asked
    },
  }
}
