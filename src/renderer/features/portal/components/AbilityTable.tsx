import { useTranslation } from 'react-i18next'
import type { AbilityReport } from '#contract/portal.ts'
import { Icon, type IconName } from '#renderer/ui/icons.tsx'
import styles from './Portal.module.css'

type Props = { readonly abilities: readonly AbilityReport[] }

const looks: Readonly<Record<AbilityReport['state'], readonly [icon: IconName, tone: 'good' | 'mid' | 'plain']>> = {
  'works': ['check', 'good'],
  'missing-scope': ['warning', 'mid'],
  'missing-right': ['warning', 'mid'],
  'missing-plan': ['warning', 'mid'],
  'missing-method': ['warning', 'mid'],
  'needs-application': ['info', 'plain'],
  'unknown': ['info', 'plain'],
}

export function AbilityTable({ abilities }: Props) {
  const { t } = useTranslation()
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('portal.columnAbility')}</th>
          <th scope="col">{t('portal.columnState')}</th>
          <th scope="col">{t('portal.columnMissing')}</th>
        </tr>
      </thead>
      <tbody>
        {abilities.map(report => <AbilityRow key={report.ability} report={report} />)}
      </tbody>
    </table>
  )
}

function AbilityRow({ report: { ability, state, scope, granter } }: { readonly report: AbilityReport }) {
  const { t } = useTranslation()
  const [icon, tone] = looks[state]
  const why = state === 'works' ? null
    : state !== 'missing-scope' ? t(`portal.why.${state}`)
      : scope === null ? t('portal.why.missing-scope-any') : t('portal.why.missing-scope', { scope })
  return (
    <tr>
      <th scope="row">{t(`portal.ability.${ability}`)}</th>
      <td><span className={styles.state} data-tone={tone}><Icon name={icon} size={14} />{t(`portal.state.${state}`)}</span></td>
      <td className={styles.quiet}>{why}{why !== null && granter !== null && `: ${t(`portal.granter.${granter}`)}`}</td>
    </tr>
  )
}
