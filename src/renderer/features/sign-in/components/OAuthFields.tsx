import { PasswordInput, TextInput } from '@mantine/core'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './SignInForms.module.css'

export type OAuthDraft = { readonly portal: string; readonly clientId: string; readonly clientSecret: string }

type Props = {
  readonly draft: OAuthDraft
  readonly firstField: RefObject<HTMLInputElement | null>
  readonly onChange: (draft: OAuthDraft) => void
}

export function OAuthFields({ draft, firstField, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <TextInput
        ref={firstField} label={t('signIn.portal')} placeholder={t('signIn.portalPlaceholder')} value={draft.portal} maxLength={300} spellCheck={false}
        autoComplete="off" autoFocus inputMode="url" classNames={{ label: styles.label }} onChange={event => onChange({ ...draft, portal: event.currentTarget.value })}
      />
      <TextInput
        label={t('signIn.clientId')} placeholder={t('signIn.clientIdPlaceholder')} value={draft.clientId} maxLength={200} spellCheck={false} autoComplete="off"
        classNames={{ label: styles.label, input: styles.code }} onChange={event => onChange({ ...draft, clientId: event.currentTarget.value })}
      />
      <PasswordInput
        label={t('signIn.clientSecret')} value={draft.clientSecret} maxLength={200} autoComplete="off" classNames={{ label: styles.label, innerInput: styles.code }}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }} onChange={event => onChange({ ...draft, clientSecret: event.currentTarget.value })}
      />
    </>
  )
}
