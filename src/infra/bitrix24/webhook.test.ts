import { describe, expect, test } from 'vitest'
import { parsePortalAddress, parseWebhook } from './webhook.ts'

const expected = {
  origin: 'https://acme.bitrix24.ru', host: 'acme.bitrix24.ru', userId: 12, secret: 'abC123xyz',
  endpoint: 'https://acme.bitrix24.ru/rest/12/abC123xyz/',
}

describe('parseWebhook', () => {
  test.each([
    'https://acme.bitrix24.ru/rest/12/abC123xyz/',
    'https://acme.bitrix24.ru/rest/12/abC123xyz',
    'https://acme.bitrix24.ru/rest/12/abC123xyz/profile.json',
    'https://acme.bitrix24.ru/rest/12/abC123xyz/imopenlines.v2.Session.list?limit=1#top',
    'HTTPS://ACME.bitrix24.ru:443/rest/12/abC123xyz/',
    '  \u00a0"https://acme.bitrix24.ru/rest/12/abC123xyz/"\n',
    '«https://acme.bitrix24.ru/rest/12/abC123xyz/»',
    '\u200b<https://acme.bitrix24.ru/rest/12/abC123xyz/>',
    'acme.bitrix24.ru/rest/12/abC123xyz/',
  ])('reads %j', text => {
    expect(parseWebhook(text)).toEqual({ ok: true, value: expected })
  })

  test.each([
    ['http://127.0.0.1:8080/rest/1/secret/', '127.0.0.1:8080'],
    ['http://127.9.9.9/rest/1/secret/', '127.9.9.9'],
    ['http://localhost:8080/rest/1/secret/', 'localhost:8080'],
    ['http://[::1]:8080/rest/1/secret/', '[::1]:8080'],
  ])('allows http on this computer: %s', (text, host) => {
    const parsed = parseWebhook(text)
    expect(parsed.ok && parsed.value.host).toBe(host)
  })

  test.each([
    ['', 'not-a-url'],
    ['hello', 'not-a-url'],
    ['acme.bitrix24.ru', 'not-a-url'],
    ['ftp://acme.bitrix24.ru/rest/12/abC123xyz/', 'not-a-url'],
    ['javascript:alert(1)', 'not-a-url'],
    ['file:///rest/12/abC123xyz/', 'not-a-url'],
    ['http://acme.bitrix24.ru/rest/12/abC123xyz/', 'https-required'],
    ['http://127.0.0.1.evil.com/rest/12/abC123xyz/', 'https-required'],
    ['http://localhost.evil.com/rest/12/abC123xyz/', 'https-required'],
    ['http://10.0.0.1/rest/12/abC123xyz/', 'https-required'],
    ['https://acme.bitrix24.ru/', 'not-a-webhook'],
    ['https://acme.bitrix24.ru/rest/12/', 'not-a-webhook'],
    ['https://acme.bitrix24.ru/rest/profile.json', 'not-a-webhook'],
    ['https://acme.bitrix24.ru/rest/0/abC123xyz/', 'not-a-webhook'],
    ['https://acme.bitrix24.ru/rest/1/profile.json', 'not-a-webhook'],
    ['https://acme.bitrix24.ru/online/rest/12/abC123xyz/', 'not-a-webhook'],
    ['https://user:pass@acme.bitrix24.ru/rest/12/abC123xyz/', 'not-a-webhook'],
    ['https://acme.bitrix24.ru/rest/12/abC%2F..%2Fxyz/', 'not-a-webhook'],
  ])('refuses %j as %s', (text, code) => {
    const parsed = parseWebhook(text)
    expect(parsed.ok ? null : parsed.error.code).toBe(code)
    expect(JSON.stringify(parsed)).not.toContain('abC')
  })
})

describe('parsePortalAddress', () => {
  test.each([
    'acme.bitrix24.ru', 'ACME.bitrix24.ru/', 'https://acme.bitrix24.ru', 'https://acme.bitrix24.ru/company/personal/?x=1#y', ' «acme.bitrix24.ru» ',
    'acme.bitrix24.ru/online/',
  ])('reads %j', text => {
    expect(parsePortalAddress(text)).toEqual({ ok: true, value: { origin: 'https://acme.bitrix24.ru', host: 'acme.bitrix24.ru' } })
  })

  test.each([['crm.example:8443', 'https://crm.example:8443'], ['http://127.0.0.1:8080/x', 'http://127.0.0.1:8080'], ['127.0.0.1:8080', 'https://127.0.0.1:8080']])('%s is at %s', (text, origin) => {
    expect(parsePortalAddress(text)).toMatchObject({ value: { origin } })
  })

  test.each([
    ['', 'not-a-url'], ['two words', 'not-a-url'], ['ftp://acme.bitrix24.ru', 'not-a-url'], ['https://', 'not-a-url'],
    ['https://user:pass@acme.bitrix24.ru', 'not-a-url'], ['javascript:alert(1)', 'not-a-url'], ['http://acme.bitrix24.ru', 'https-required'],
  ])('refuses %j as %s', (text, code) => {
    expect(parsePortalAddress(text)).toMatchObject({ error: { code } })
  })
})
