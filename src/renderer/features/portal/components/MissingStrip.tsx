import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CloseButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { markSignedIn, signedInQuery } from '#renderer/data/signed-in.ts'
import { accountQuery } from '#renderer/data/session.ts'
import { insideSentence } from '#renderer/i18n/format.ts'
import { useLanguage } from '#renderer/i18n/use-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { portalReportQuery } from '../api/portal-queries.ts'
import { missingAbilities } from '../model/report.ts'
import styles from './PortalStrips.module.css'

type Props = { readonly onDetails: () => void }

/** After a sign-in: what it cannot do, once, until dismissed. */
export function MissingStrip({ onDetails }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const client = useQueryClient()
  const signedIn = useQuery(signedInQuery()).data
  const account = useQuery(accountQuery()).data
  const report = useQuery(portalReportQuery()).data
  if (!report || !account || signedIn !== account.id) return null
  const missing = [
    ...missingAbilities(report).map(({ ability }) => t(`portal.ability.${ability}`)),
    ...(report.uncoveredLines.length > 0 ? [t('portal.stripLines', { count: report.uncoveredLines.length })] : []),
  ].map(words => insideSentence(words, language))
  if (missing.length === 0) return null
  return (
    <div className={styles.strip} role="status">
      <Icon name="info" size={15} />
      <p>{t('portal.strip', { list: missing.join(', ') })} <button type="button" className={styles.link} onClick={onDetails}>{t('portal.stripDetails')}</button></p>
      <CloseButton aria-label={t('portal.stripClose')} onClick={() => markSignedIn(client, null)} />
    </div>
  )
}
