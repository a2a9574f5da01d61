import { Textarea } from '@mantine/core'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './SignInForms.module.css'

type Props = {
  readonly url: string
  /** The portal that is known already, from a sign-in that has ended. */
  readonly host: string | null
  readonly failed: boolean
  readonly firstField: RefObject<HTMLTextAreaElement | null>
  readonly onChange: (url: string) => void
  readonly onSubmit: () => void
}

export function WebhookFields({ url, host, failed, firstField, onChange, onSubmit }: Props) {
  const { t } = useTranslation()
  return (
    <Textarea
      ref={firstField} label={t('signIn.url')} placeholder={host === null ? t('signIn.urlPlaceholder') : `https://${host}/rest/1/…/`} value={url} maxLength={2000}
      spellCheck={false} autoComplete="off" autoFocus rows={2} classNames={{ input: styles.url, label: styles.label }} error={failed}
      onChange={event => onChange(event.currentTarget.value.replaceAll('\n', ''))}
      onKeyDown={event => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        onSubmit()
      }}
    />
  )
}
