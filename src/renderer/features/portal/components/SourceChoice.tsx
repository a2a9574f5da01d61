import { Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { sourceChoiceSchema, sourceKinds, type PortalReport } from '#contract/portal.ts'
import { Failure } from '#renderer/ui/Failure.tsx'
import { useChooseSource } from '../api/portal-queries.ts'
import { sourceObstacle, type Obstacle } from '../model/report.ts'
import styles from './Portal.module.css'

type Props = { readonly report: PortalReport }

export function SourceChoice({ report }: Props) {
  const { t } = useTranslation()
  const choose = useChooseSource()
  const obstacleWords = (obstacle: Obstacle) =>
    obstacle.kind === 'scope' ? t('portal.obstacle.scope', { scope: obstacle.scope }) : t(`portal.obstacle.${obstacle.kind}`)
  const asked = choose.isPending ? choose.variables : null
  return (
    <div className={styles.block}>
      <Radio.Group
        label={t('portal.choice')} description={t('portal.choiceText')} classNames={{ label: styles.groupLabel, description: styles.quiet }}
        value={asked ?? (report.chosenByHand ? report.source : 'auto')}
        onChange={value => { if (!choose.isPending) choose.mutate(sourceChoiceSchema.shape.source.parse(value)) }}
      >
        <div className={styles.choices}>
          <Radio value="auto" label={t('portal.auto')} />
          {sourceKinds.map(kind => {
            const obstacle = sourceObstacle(report, kind)
            return (
              <Radio
                key={kind} value={kind} label={t(`portal.sources.${kind}`)} disabled={obstacle !== null}
                description={obstacle === null ? t(`portal.sourceText.${kind}`) : obstacleWords(obstacle)} classNames={{ description: styles.quiet }}
              />
            )
          })}
        </div>
      </Radio.Group>
      {choose.isError && <Failure error={choose.error} />}
    </div>
  )
}
