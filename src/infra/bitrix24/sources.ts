import type { SourceKind } from '#contract/portal.ts'
import type { SessionSource } from '#core/portal/portal.ts'
import { createCrmSource } from './crm-source.ts'
import { createRecentSource } from './recent-source.ts'
import { createStatisticsSource, type SourceDeps } from './statistics-source.ts'

/** One adapter per kind; creating them sends nothing. */
export function createSources(deps: SourceDeps): (kind: SourceKind) => SessionSource {
  const sources: Readonly<Record<SourceKind, SessionSource>> = {
    statistics: createStatisticsSource(deps),
    crm: createCrmSource(deps),
    recent: createRecentSource(deps),
  }
  return kind => sources[kind]
}
