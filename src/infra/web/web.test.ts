import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { readAssets } from './assets.ts'
import { contentSecurityPolicy } from './csp.ts'
import { externalUrl } from './external-url.ts'

describe('the address policy', () => {
  test.each([
    ['https://acme.bitrix24.com/online/?IM_DIALOG=imol|5', 'https://acme.bitrix24.com/online/?IM_DIALOG=imol|5'],
    ['https://acme.bitrix24.com', 'https://acme.bitrix24.com/'],
    ['http://127.0.0.1:8080/online/', 'http://127.0.0.1:8080/online/'],
    ['http://localhost:8080/', 'http://localhost:8080/'],
  ])('lets %s through', (text, expected) => {
    expect(externalUrl(text)).toBe(expected)
  })

  test.each([
    'http://acme.bitrix24.com/', 'http://127.0.0.1.evil.test/', 'http://localhost.evil.test/', 'file:///etc/passwd',
    'javascript:alert(1)', 'data:text/html,x', 'mailto:a@b.c', 'tel:+1', 'smb://host/share', 'ms-msdt:/id', 'vbscript:x',
    'https://user:secret@acme.test/', 'https://user@acme.test/', 'acme.test', '//acme.test', '/etc/passwd', '', '-h',
    'https://acme.test/ --flag', 'https://acme.test/\u0000', 'https://acme.test/\n', 'https://аcme.test/', 'https://',
    `https://acme.test/${'a'.repeat(2100)}`,
  ])('refuses %j', text => {
    expect(externalUrl(text)).toBeNull()
  })

  test('only ever answers null or an https or loopback address', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.webUrl({ validSchemes: ['ftp', 'file', 'http', 'https'] })), text => {
      const url = externalUrl(text)
      return url === null || /^https:\/\/[^/@]+\//.test(url) || /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?\//.test(url)
    }))
  })
})

describe('the page files', () => {
  const dir = mkdtemp(join(tmpdir(), 'linewatch-assets-'))
  afterAll(async () => rm(await dir, { recursive: true, force: true }))

  test('are those of the folder, without links and source maps', async () => {
    const root = await dir
    await mkdir(join(root, 'assets'))
    await writeFile(join(root, 'index.html'), '<!doctype html>')
    await writeFile(join(root, 'assets', 'index.js'), 'export {}')
    await writeFile(join(root, 'assets', 'index.js.map'), '{}')
    await symlink('/etc/hostname', join(root, 'assets', 'hostname.json'))
    const assets = await readAssets(root)
    expect([...assets].map(([path, { type }]) => [path, type]).toSorted()).toEqual([
      ['/', 'text/html; charset=utf-8'],
      ['/assets/index.js', 'text/javascript; charset=utf-8'],
      ['/index.html', 'text/html; charset=utf-8'],
    ])
  })
})

test('the content policy is the agreed one', () => {
  expect(contentSecurityPolicy).toBe("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; "
    + "require-trusted-types-for 'script'")
})
