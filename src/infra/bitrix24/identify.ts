import { err, ok, type ErrorCode, type Result } from '#contract/result.ts'
import type { PortalIdentity } from '#core/portal/portal.ts'
import type { PortalAccess } from './access.ts'
import type { Batch, Command } from './batch.ts'
import { readAs } from './client.ts'
import { fullName } from './directory.ts'
import { offsetMinutes, type PortalClock } from './portal-clock.ts'
import { pageCommand, sessionList } from './paged-list.ts'
import { profileSchema, scopeSchema } from './schemas.ts'

export type IdentifyDeps = { readonly batch: Batch; readonly portalClock: PortalClock; readonly access: PortalAccess }

const neededScope = 'imopenlines'
/** Other sources of sessions stand in for the statistics; what is missing is the portal report's subject. */
const withoutStatistics: readonly ErrorCode[] = ['plan-without-statistics', 'no-rights']
const signIn = true

/**
 * One request: who is signed in, what that allows, what time it is there, and whether this is a portal's list of sessions.
 * The scope is judged before the probe, because without it some portals deny that the probe's method exists.
 */
export async function identify({ batch, portalClock, access }: IdentifyDeps): Promise<Result<PortalIdentity>> {
  const probeList = sessionList({})
  const commands: readonly Command[] = [
    { method: 'scope', params: {} },
    { method: 'profile', params: {} },
    { method: 'server.time', params: {} },
    { ...pageCommand(probeList, 0), params: { limit: 1 } },
  ]
  const sent = await batch(commands, { priority: 'user', signIn })
  if (!sent.ok) return sent
  const [scope, profile, serverTime, probe] = sent.value.answers
  if (scope === undefined || profile === undefined || probe === undefined) return err('internal', 'the batch lost its answers')

  if (scope.ok) {
    const scopes = readAs(scopeSchema, scope.value.result, 'scope', signIn)
    if (!scopes.ok) return scopes
    if (!scopes.value.some(name => name.toLowerCase() === neededScope)) {
      return err('missing-scope', `The sign-in lacks the scope ${neededScope}; it has ${scopes.value.join(', ') || 'none'}`)
    }
  }
  if (!profile.ok) return profile
  if (Array.isArray(profile.value.result) || isEmpty(profile.value.result)) {
    return err(access.renew === null ? 'wrong-secret' : 'no-app-access', 'The user of the sign-in is no longer active')
  }
  const user = readAs(profileSchema, profile.value.result, 'profile', signIn)
  if (!user.ok) return user
  if (!probe.ok && !withoutStatistics.includes(probe.error.code)) return probe
  const page = probe.ok ? probeList.read(probe.value.result) : null
  if (page?.ok === false) return err('not-a-portal', page.error.message)

  // `server.time` may be told in UTC; the offset of the answer's own time is the portal's.
  const told = serverTime?.ok === true && typeof serverTime.value.result === 'string' ? offsetMinutes(serverTime.value.result) : null
  return ok({
    memberId: access.memberId,
    userId: user.value.ID,
    userName: fullName(user.value.NAME, user.value.LAST_NAME) ?? `User ${user.value.ID}`,
    host: access.host,
    zoneMinutes: portalClock.zoneMinutes() ?? told ?? 0,
  })
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
