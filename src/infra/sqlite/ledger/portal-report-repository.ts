import { portalReportSchema, sourceKinds } from '#contract/portal.ts'
import type { PortalReportStore } from '#core/portal/portal-report-store.ts'
import type { WriteDb } from '../db.ts'
import { sql } from '../sql.ts'

const findingsSchema = portalReportSchema.omit({ source: true, chosenByHand: true, blindSpots: true, uncoveredLines: true })

export function createPortalReportRepository(db: WriteDb): PortalReportStore {
  const column = (name: 'findings' | 'choice'): string | null =>
    db.get<Record<typeof name, string | null>>(sql`SELECT findings, choice FROM portal_report`)?.[name] ?? null

  return {
    findings: () => {
      const text = column('findings')
      // Written by another version it may read differently; the portal can be asked again.
      return text === null ? null : findingsSchema.safeParse(JSON.parse(text)).data ?? null
    },
    saveFindings: findings => {
      const text = JSON.stringify(findings)
      db.run(sql`INSERT INTO portal_report (id, findings) VALUES (1, ${text}) ON CONFLICT (id) DO UPDATE SET findings = excluded.findings`)
    },
    choice: () => sourceKinds.find(kind => kind === column('choice')) ?? null,
    saveChoice: choice => {
      db.run(sql`INSERT INTO portal_report (id, choice) VALUES (1, ${choice}) ON CONFLICT (id) DO UPDATE SET choice = excluded.choice`)
    },
  }
}
