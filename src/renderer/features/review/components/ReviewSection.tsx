import { SegmentedControl, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { blindModes, type ReviewSettings } from '#contract/review.ts'
import { useSaveSettings, useSettings } from '#renderer/data/use-settings.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { SettingsRow, SettingsSection } from '#renderer/ui/SettingsParts.tsx'
import parts from '#renderer/ui/SettingsParts.module.css'
import { AnchorsEditor } from './AnchorsEditor.tsx'
import { CausesEditor } from './CausesEditor.tsx'
import { TemplatesEditor } from './TemplatesEditor.tsx'

const holds = [0, 8, 15, 30] as const

/** What the rating form offers and asks for. */
export function ReviewSection() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const { review } = useSettings()
  const save = useSaveSettings()
  const change = (part: Partial<ReviewSettings>): void => save.mutate({ review: { ...review, ...part } })
  return (
    <SettingsSection title={t('reviewSettings.title')}>
      <SettingsRow label={t('reviewSettings.needsComment')} text={t('reviewSettings.needsCommentText')}>
        <Switch aria-label={t('reviewSettings.needsComment')} checked={review.lowNeedsComment} onChange={event => change({ lowNeedsComment: event.currentTarget.checked })} />
      </SettingsRow>
      <SettingsRow label={t('reviewSettings.hold')} text={t('reviewSettings.holdText')}>
        <SegmentedControl
          aria-label={t('reviewSettings.hold')} value={String(review.holdSeconds)} onChange={value => change({ holdSeconds: Number(value) })}
          data={holds.map(seconds => ({ value: String(seconds), label: seconds === 0 ? t('reviewSettings.holdOff') : t('reviewSettings.seconds', { count: seconds }) }))}
        />
      </SettingsRow>
      <SettingsRow label={t('reviewSettings.blind')}>
        <SegmentedControl
          aria-label={t('reviewSettings.blind')} value={review.blind} data={blindModes.map(mode => ({ value: mode, label: t(`review.blindMode.${mode}`) }))}
          onChange={value => change({ blind: blindModes.find(mode => mode === value) ?? 'off' })}
        />
      </SettingsRow>
      <AnchorsEditor anchors={review.anchors} onChange={anchors => change({ anchors })} />
      <CausesEditor causes={review.causes} onChange={causes => change({ causes })} />
      <TemplatesEditor templates={review.templates} onChange={templates => change({ templates })} />
      {save.error && <p className={parts.failed} role="alert">{t('settings.saveFailed')}: {words(save.error).what} {words(save.error).next}</p>}
    </SettingsSection>
  )
}
