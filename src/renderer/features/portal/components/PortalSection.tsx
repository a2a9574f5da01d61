import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PortalReport } from '#contract/portal.ts'
import { syncStateQuery } from '#renderer/data/session.ts'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { Failure } from '#renderer/ui/Failure.tsx'
import { SettingsRow, SettingsSection } from '#renderer/ui/SettingsParts.tsx'
import { portalReportQuery, useProbe } from '../api/portal-queries.ts'
import { AbilityTable } from './AbilityTable.tsx'
import { BlindSpots } from './BlindSpots.tsx'
import { SourceChoice } from './SourceChoice.tsx'
import { UncoveredLines } from './UncoveredLines.tsx'
import styles from './Portal.module.css'

/** Where a link from the dialogs or the status line leads. */
export const portalSectionId = 'portal'

/** Settings → Portal: what was found when the portal was last asked. */
export function PortalSection() {
  const { t } = useTranslation()
  const format = useFormat()
  const report = useQuery(portalReportQuery())
  const probe = useProbe()
  const failure = probe.error ?? (report.data === undefined ? report.error : null)
  return (
    <SettingsSection title={t('portal.title')} id={portalSectionId}>
      {report.data && <Found report={report.data} />}
      <div className={styles.check}>
        <span className={styles.quiet} role="status">
          {report.data ? t('portal.checkedAt', { time: format.moment(report.data.checkedAt, Date.now()) }) : report.data === null && t('portal.none')}
        </span>
        <Button loading={probe.isPending} onClick={() => probe.mutate()}>{t('portal.check')}</Button>
      </div>
      {failure !== null && <div className={styles.block}><Failure error={failure} /></div>}
    </SettingsSection>
  )
}

/** The daily comparison of the local copy with the portal's own counts. */
function Comparison() {
  const { t } = useTranslation()
  const format = useFormat()
  const compared = useQuery(syncStateQuery()).data?.lastReconcile ?? null
  const results = compared === null
    ? [t('portal.notCompared')]
    : [
      format.moment(compared.at, Date.now()),
      compared.repaired === 0 ? t('portal.comparedEqual') : t('portal.comparedRepaired', { count: compared.repaired }),
      ...(compared.surplus === 0 ? [] : [t('portal.comparedSurplus', { count: compared.surplus })]),
    ]
  return (
    <SettingsRow label={t('portal.comparison')} text={t('portal.comparisonText')}>
      <span className={styles.quiet}>{results.join(' · ')}</span>
    </SettingsRow>
  )
}

function Found({ report }: { readonly report: PortalReport }) {
  const { t } = useTranslation()
  const { source, chosenByHand, scopes, enterprise, administrator } = report
  return (
    <>
      <div className={styles.block}>
        <h3>{t('portal.source')}</h3>
        <p>
          <b>{t(`portal.sources.${source}`)}</b>
          {chosenByHand && <span className={styles.quiet}> · {t('portal.byHand')}</span>}
        </p>
        <p className={styles.quiet}>{t(`portal.sourceText.${source}`)}</p>
        <BlindSpots report={report} />
        <UncoveredLines names={report.uncoveredLines} />
      </div>
      <div className={styles.block}>
        <h3>{t('portal.rights')}</h3>
        <AbilityTable abilities={report.abilities} />
      </div>
      <SettingsRow label={t('portal.administrator')}>
        <span className={styles.quiet}>
          {t(administrator === null ? 'portal.unknownAdministrator' : administrator ? 'portal.isAdministrator' : 'portal.isNoAdministrator')}
        </span>
      </SettingsRow>
      <SettingsRow label={t('portal.scopes')}>
        {scopes === null || scopes.length === 0
          ? <span className={styles.quiet}>{t(scopes === null ? 'portal.unknownScopes' : 'portal.noScopes')}</span>
          : <span className={styles.scopes}>{scopes.map(scope => <code key={scope}>{scope}</code>)}</span>}
      </SettingsRow>
      <SettingsRow label={t('portal.rate')}>
        <span className={styles.quiet}>{t(enterprise === null ? 'portal.rateUnknown' : enterprise ? 'portal.rateEnterprise' : 'portal.rateOrdinary')}</span>
      </SettingsRow>
      <Comparison />
      <SourceChoice report={report} />
    </>
  )
}
