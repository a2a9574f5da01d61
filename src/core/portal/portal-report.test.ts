import { beforeEach, expect, test } from 'vitest'
import type { PortalReport } from '#contract/portal.ts'
import { err } from '#contract/result.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { createFakePortal, type FakePortal } from '../testing/fake-portal.ts'
import { createPortalReport, type PortalReportService } from './portal-report.ts'

const now = Date.UTC(2026, 10, 20, 9)

let portal: FakePortal
let stores: ReturnType<typeof openMemoryStores>
let told: PortalReport[]
let switches: number
let report: PortalReportService

function build(): PortalReportService {
  return createPortalReport({
    portal, store: stores.report, linesWithoutCrm: stores.directory.linesWithoutCrm, clock: () => now, log: () => {},
    emit: (event, payload) => { if (event === 'portal.changed') told.push(payload as PortalReport) }, onSwitch: () => { switches++ },
  })
}

beforeEach(() => {
  portal = createFakePortal(() => now)
  stores = openMemoryStores()
  stores.directory.replace({
    operators: [], departments: [],
    lines: [
      { id: 1, name: 'Support', active: true, crm: true }, { id: 2, name: 'Sales', active: true, crm: false },
      { id: 3, name: 'Closed', active: false, crm: false }, { id: 4, name: 'Unknown', active: true, crm: null },
    ],
  })
  told = []
  switches = 0
  report = build()
})

test('before the portal was asked there is no report, and the statistics are tried', () => {
  expect(report.get()).toBeNull()
  expect(report.source()).toBe('statistics')
})

test.each([
  { available: ['recent', 'crm', 'statistics'], source: 'statistics' }, { available: ['recent', 'crm'], source: 'crm' },
  { available: ['recent'], source: 'recent' }, { available: [], source: 'statistics' },
] as const)('of $available the richest is taken: $source', async ({ available, source }) => {
  portal.findings = { ...portal.findings, available: [...available] }
  expect(await report.probe()).toMatchObject({ ok: true, value: { source, chosenByHand: false, checkedAt: now } })
  expect(told).toEqual([report.get()])
  expect(switches).toBe(source === 'statistics' ? 0 : 1)
})

test('what a source cannot show is said, lines without CRM by name', async () => {
  portal.findings = { ...portal.findings, available: ['crm'] }
  await report.probe()
  expect(report.get()).toMatchObject({ uncoveredLines: ['Sales'] })
  expect(report.get()?.blindSpots).toContain('lines-without-crm')
  await report.choose('recent')
  expect(report.get()).toMatchObject({ uncoveredLines: [] })
  expect(report.get()?.blindSpots).toContain('others-dialogs')
  await report.choose('statistics')
  expect(report.get()?.blindSpots).toEqual([])
})

test('a choice by hand outlives a restart and another look at the portal, until it is given back', async () => {
  await report.probe()
  await report.choose('crm')
  report = build()
  await report.probe()
  expect(report.get()).toMatchObject({ source: 'crm', chosenByHand: true })
  expect(await report.choose('auto')).toMatchObject({ ok: true, value: { source: 'statistics', chosenByHand: false } })
  expect(switches).toBe(2)
})

test('a choice before the portal was ever asked counts at once, even if it cannot be asked', async () => {
  portal.fail('probe', err('portal-unreachable', ''))
  expect(await report.choose('crm')).toMatchObject({ ok: false, error: { code: 'portal-unreachable' } })
  expect(report.source()).toBe('crm')
  expect(switches).toBe(1)
})

test('a portal that does not answer changes nothing', async () => {
  portal.findings = { ...portal.findings, available: ['crm'] }
  await report.probe()
  const before = report.get()
  portal.fail('probe', err('portal-unreachable', ''))
  expect(await report.probe()).toMatchObject({ ok: false, error: { code: 'portal-unreachable' } })
  expect(report.get()).toEqual(before)
})

test('several who ask at once are one question', async () => {
  await Promise.all([report.probe(), report.probe()])
  expect(portal.calls).toEqual(['probe'])
  await report.probe()
  expect(portal.calls).toHaveLength(2)
})

test('a report of another version is no report', () => {
  stores.ledger.exec(`INSERT INTO portal_report (id, findings) VALUES (1, '{"available":["moon"]}')`)
  expect(report.get()).toBeNull()
  expect(report.source()).toBe('statistics')
})

test('lines that are read later complete the report', async () => {
  portal.findings = { ...portal.findings, available: ['crm'] }
  await report.probe()
  stores.directory.replace({ operators: [], departments: [], lines: [{ id: 5, name: 'New', active: true, crm: false }] })
  report.linesRead()
  expect(told.at(-1)?.uncoveredLines).toEqual(['New', 'Sales'])
})
