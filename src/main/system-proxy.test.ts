import { beforeEach, expect, test, vi } from 'vitest'
import { standIn } from '../../e2e/electron-stand-in/electron.ts'
import { proxyUrl, resolveProxy } from './system-proxy.ts'
import { resetStandIn } from './testing/reset-stand-in.ts'

vi.mock('electron', () => import('../../e2e/electron-stand-in/electron.ts'))
beforeEach(resetStandIn)

test.each([
  ['DIRECT', null],
  ['', null],
  ['PROXY proxy.test:3128', 'http://proxy.test:3128'],
  ['PROXY proxy.test:3128; DIRECT', 'http://proxy.test:3128'],
  ['proxy one.test:8080;PROXY two.test:8080', 'http://one.test:8080'],
  ['HTTPS proxy.test:443;DIRECT', 'https://proxy.test:443'],
  ['PROXY [2001:db8::1]:3128', 'http://[2001:db8::1]:3128'],
  ['DIRECT; PROXY proxy.test:3128', null],
  ['SOCKS5 socks.test:1080; PROXY proxy.test:3128', 'http://proxy.test:3128'],
  ['SOCKS5 socks.test:1080', 'socks5://socks.test:1080'],
  ['SOCKS socks.test:1080; DIRECT', 'socks://socks.test:1080'],
  ['SOCKS5 socks.test:1080; DIRECT; PROXY proxy.test:3128', 'socks5://socks.test:1080'],
  ['QUIC quic.test:443', 'quic://quic.test:443'],
])('the system’s answer %j is read as %j', (answer, url) => {
  expect(proxyUrl(answer)).toBe(url)
})

test('the system is asked about the address', async () => {
  standIn.proxy = 'PROXY proxy.test:3128; DIRECT'
  expect(await resolveProxy('https://portal.test/')).toBe('http://proxy.test:3128')
  expect(standIn.proxyAsked).toEqual(['https://portal.test/'])
})
