import { Button, Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '#renderer/ui/icons.tsx'
import { portalReportQuery } from '../api/portal-queries.ts'
import { BlindSpots } from './BlindSpots.tsx'
import { UncoveredLines } from './UncoveredLines.tsx'
import styles from './PortalStrips.module.css'

type Props = { readonly onDetails: () => void }

/** Where the dialogs come from; opens what that source does not show. */
export function SourceStatus({ onDetails }: Props) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const report = useQuery(portalReportQuery()).data
  if (!report) return null
  const source = t('portal.statusSource', { source: t(`portal.sources.${report.source}`) })
  const blind = report.blindSpots.map(spot => t(`portal.blind.${spot}`))
  return (
    <Popover width={380} position="top-start" opened={opened} onChange={setOpened}>
      <Popover.Target>
        <button
          type="button" className={styles.source} onClick={() => setOpened(!opened)}
          title={opened ? undefined : blind.length === 0 ? t('portal.complete') : `${t('portal.blindTitle')}:\n${blind.join('\n')}`}
        >
          {source}{blind.length > 0 && <Icon name="info" size={13} />}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.popover} aria-label={source}>
        <p className={styles.popoverTitle}>{source}</p>
        <BlindSpots report={report} />
        <UncoveredLines names={report.uncoveredLines} />
        <div><Button onClick={() => { setOpened(false); onDetails() }}>{t('portal.statusDetails')}</Button></div>
      </Popover.Dropdown>
    </Popover>
  )
}
