import { sourceKinds, type BlindSpot, type PortalReport, type SourceKind } from '#contract/portal.ts'
import { ok, type Result } from '#contract/result.ts'
import type { Clock, Emit, Log } from '../ports.ts'
import type { PortalReportStore } from './portal-report-store.ts'
import type { Portal } from './portal.ts'

export type PortalReportDeps = {
  readonly portal: Pick<Portal, 'probe'>
  readonly store: PortalReportStore
  /** Names of lines whose dialogs do not become CRM records. */
  readonly linesWithoutCrm: () => readonly string[]
  readonly clock: Clock
  readonly emit: Emit
  readonly log: Log
  /** The sessions come from another source now. */
  readonly onSwitch: () => void
}

export type PortalReportService = ReturnType<typeof createPortalReport>

/** What each source cannot show. */
const blindSpotsOf: Readonly<Record<SourceKind, readonly BlindSpot[]>> = {
  statistics: [],
  crm: ['lines-without-crm', 'dialogs-without-crm', 'spam', 'close-reason', 'kpi', 'transfers', 'details-later'],
  recent: ['others-dialogs', 'old-dialogs', 'spam', 'close-reason', 'kpi', 'transfers', 'details-later'],
}

/** What the portal allows, and which source of sessions follows from that. */
export function createPortalReport({ portal, store, linesWithoutCrm, clock, emit, log, onSwitch }: PortalReportDeps) {
  let underWay: Promise<Result<PortalReport>> | null = null

  /** The richest that works. Where nothing is known to work the first one is tried: its error says what is missing. */
  function source(): SourceKind {
    const available = store.findings()?.available ?? []
    return store.choice() ?? sourceKinds.find(kind => available.includes(kind)) ?? 'statistics'
  }

  /** Null before the portal was asked. */
  function get(): PortalReport | null {
    const findings = store.findings()
    if (findings === null) return null
    const kind = source()
    return {
      ...findings,
      source: kind,
      chosenByHand: store.choice() !== null,
      blindSpots: [...blindSpotsOf[kind]],
      uncoveredLines: kind === 'crm' ? [...linesWithoutCrm()] : [],
    }
  }

  /** Asks the portal again; several who ask at once share the answer. */
  function probe(): Promise<Result<PortalReport>> {
    underWay ??= ask().finally(() => { underWay = null })
    return underWay
  }

  async function ask(): Promise<Result<PortalReport>> {
    const found = await portal.probe()
    if (!found.ok) {
      log('portal.probe-failed', { code: found.error.code })
      return found
    }
    return ok(change(() => { store.saveFindings({ ...found.value, checkedAt: clock() }) }))
  }

  /** `auto` gives the choice back to the findings. */
  async function choose(choice: SourceKind | 'auto'): Promise<Result<PortalReport>> {
    const save = (): void => { store.saveChoice(choice === 'auto' ? null : choice) }
    if (store.findings() !== null) return ok(change(save))
    const before = source()
    save()
    if (source() !== before) onSwitch()
    return probe()
  }

  /** Called when there are findings, or by what brings them. */
  function change(save: () => void): PortalReport {
    const before = source()
    save()
    const report = get()
    if (report === null) throw new Error('A report without findings')
    emit('portal.changed', report)
    if (report.source !== before) {
      log('portal.source', { source: report.source, byHand: report.chosenByHand })
      onSwitch()
    }
    return report
  }

  return {
    get,
    probe,
    choose,
    source,
    /** The lines are known anew: they decide what the source does not cover. */
    linesRead(): void {
      const report = get()
      if (report?.source === 'crm') emit('portal.changed', report)
    },
  }
}
