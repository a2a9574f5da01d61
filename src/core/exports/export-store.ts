import type { ExportRun } from '#contract/exports.ts'

/** Past and running exports. */
export type ExportStore = {
  readonly add: (run: Omit<ExportRun, 'id'>) => ExportRun
  readonly update: (run: ExportRun) => void
  readonly list: () => ExportRun[]
  readonly get: (id: number) => ExportRun | null
}
