import type { SourceKind } from '#contract/portal.ts'
import type { PortalFindings } from './portal.ts'

/** What was found, and when. */
export type StoredFindings = PortalFindings & { readonly checkedAt: number }

/** Lives in the ledger: a choice made by hand exists nowhere else. */
export type PortalReportStore = {
  /** Null before the portal was asked. */
  readonly findings: () => StoredFindings | null
  readonly saveFindings: (findings: StoredFindings) => void
  /** The source chosen by hand. */
  readonly choice: () => SourceKind | null
  readonly saveChoice: (choice: SourceKind | null) => void
}
