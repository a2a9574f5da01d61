import { expect, onTestFinished, vi } from 'vitest'
import type { Portal as DemoPortal } from '../../../simulator/server.ts'
import type { OAuthApplication } from '../oauth/application.ts'
import { startAuthorization, type AuthorizationOptions } from '../oauth/authorization.ts'
import { createManualTime } from './manual-time.ts'

/** A sign-in that waits for the browser, on a port of the system's choice unless the test says otherwise. */
export async function startSignIn(application: OAuthApplication, options: Partial<AuthorizationOptions> = {}, now = 1_000_000) {
  const time = createManualTime(now)
  const log: unknown[] = []
  const openExternal = vi.fn<(url: string) => Promise<boolean>>(() => Promise.resolve(true))
  const started = await startAuthorization({
    application, openExternal, ports: [0], clock: time.now, timer: time.timer, log: (...entry) => void log.push(entry), ...options,
  })
  if (!started.ok) throw new Error(started.error.code)
  onTestFinished(started.value.cancel)
  const { authorizeUrl, redirects: [address = ''] } = started.value.state
  return { ...started.value, time, log, openExternal, address, stateWord: new URL(authorizeUrl).searchParams.get('state') ?? '' }
}

export type SignInUnderWay = Awaited<ReturnType<typeof startSignIn>>

export async function setRedirect(demo: DemoPortal, redirectUri: string | null): Promise<void> {
  const response = await fetch(`${demo.controlUrl}/app`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ redirectUri }) })
  expect(response.status).toBe(200)
}

/** Where the demo portal sends the browser once the person agreed. The browser is a `fetch` that follows nothing. */
export async function redirectOf(demo: DemoPortal, { state, address }: SignInUnderWay): Promise<URL> {
  await setRedirect(demo, address)
  const response = await fetch(state.authorizeUrl, { redirect: 'manual' })
  return new URL(response.headers.get('location') ?? '')
}

/** What the browser would ask for with an answer of one's own. */
export function callback({ address, stateWord }: SignInUnderWay, params: Record<string, string>): string {
  return `${address}?${new URLSearchParams({ state: stateWord, ...params })}`
}
