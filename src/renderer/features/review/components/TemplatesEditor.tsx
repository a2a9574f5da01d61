import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { commentTemplateSchema, type CommentTemplate } from '#contract/review.ts'
import { useOwnRatingWords } from '#renderer/data/rating-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import parts from '#renderer/ui/SettingsParts.module.css'
import styles from './Review.module.css'

type Props = {
  /** Null for the program's own. */
  readonly templates: readonly CommentTemplate[] | null
  readonly onChange: (templates: CommentTemplate[] | null) => void
}

const NAME_LIMIT = 60
const TEXT_LIMIT = 2_000
const TEMPLATES_LIMIT = 50

export function TemplatesEditor({ templates, onChange }: Props) {
  const { t } = useTranslation()
  const own = useOwnRatingWords()
  const shown = templates ?? own.templates

  /** A field left empty keeps what it held. */
  function change(index: number, part: Partial<CommentTemplate>): void {
    const next = commentTemplateSchema.safeParse({ ...shown[index], ...part })
    if (next.success && JSON.stringify(next.data) !== JSON.stringify(shown[index])) onChange(shown.with(index, next.data))
  }

  return (
    <div className={`${parts.row} ${styles.block}`}>
      <div><p>{t('reviewSettings.templates')}</p><p className={parts.text}>{t('reviewSettings.templatesText')}</p></div>
      {shown.map((template, index) => (
        <div key={`${index} ${template.name} ${template.text}`} className={styles.template}>
          <TextInput
            aria-label={t('reviewSettings.templateName', { number: index + 1 })} defaultValue={template.name} maxLength={NAME_LIMIT}
            onBlur={event => change(index, { name: event.currentTarget.value })}
          />
          <Textarea
            aria-label={t('reviewSettings.templateText', { number: index + 1 })} defaultValue={template.text} rows={2} maxLength={TEXT_LIMIT}
            onBlur={event => change(index, { text: event.currentTarget.value })}
          />
          <ActionIcon aria-label={t('reviewSettings.removeTemplate', { name: template.name })} onClick={() => onChange(shown.toSpliced(index, 1))}>
            <Icon name="close" size={14} />
          </ActionIcon>
        </div>
      ))}
      <div className={styles.buttons}>
        <Button
          leftSection={<Icon name="plus" size={14} />} disabled={shown.length >= TEMPLATES_LIMIT}
          onClick={() => onChange([...shown, { name: t('reviewSettings.newName'), text: t('reviewSettings.newText') }])}
        >
          {t('reviewSettings.addTemplate')}
        </Button>
        {templates !== null && <Button onClick={() => onChange(null)}>{t('reviewSettings.own')}</Button>}
      </div>
    </div>
  )
}
