import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Authorizing } from '#contract/accounts.ts'
import { call } from '#renderer/bridge/index.ts'
import { clockDuration } from '#renderer/i18n/format.ts'
import { CopyField } from '#renderer/ui/CopyField.tsx'
import { Failure } from '#renderer/ui/Failure.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import styles from './SignInForms.module.css'

/** While the portal's own sign-in is open in the browser. */
export function AuthorizingPanel({ authorizing }: { readonly authorizing: Authorizing }) {
  const { t } = useTranslation()
  const { host, authorizeUrl, opened, redirects, until } = authorizing
  const heading = useRef<HTMLHeadingElement>(null)
  const cancel = useMutation({ mutationFn: () => call('account.cancelSignIn', {}) })
  const reopen = useMutation({ mutationFn: () => call('account.reopenBrowser', {}) })
  const failure = cancel.error ?? reopen.error
  // The form that had the focus is gone.
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className={styles.form} aria-label={t('authorizing.title', { host })}>
      <div className={styles.waiting}>
        <h2 ref={heading} tabIndex={-1}>{t('authorizing.title', { host })}</h2>
        <TimeLeft until={until} />
      </div>
      <p>{t(opened ? 'authorizing.browserText' : 'authorizing.notOpened')}</p>
      <CopyField label={t('authorizing.link')} value={authorizeUrl} action={t('authorizing.copyLink')} />
      <CodeForm text={t(redirects.length === 0 ? 'authorizing.codeOnly' : 'authorizing.codeText')} />
      {failure !== null && <Failure error={failure} />}
      <div className={styles.actions}>
        {opened && <Button disabled={reopen.isPending} onClick={() => reopen.mutate()}>{t('authorizing.again')}</Button>}
        <Button disabled={cancel.isPending} onClick={() => cancel.mutate()}>{t('authorizing.cancel')}</Button>
      </div>
    </section>
  )
}

function TimeLeft({ until }: { readonly until: number }) {
  const { t } = useTranslation()
  const seconds = Math.max(0, Math.ceil((until - useNow()) / 1_000))
  return <span className={styles.left} role="timer">{seconds === 0 ? t('authorizing.ending') : t('authorizing.left', { time: clockDuration(seconds) })}</span>
}

function CodeForm({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const paste = useMutation({ mutationFn: () => call('account.pasteCode', { text: code }) })

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (code.trim() !== '' && !paste.isPending) paste.mutate()
  }

  return (
    <form className={styles.rule} onSubmit={submit} aria-label={t('authorizing.codeLabel')}>
      <div className={styles.line}>
        <TextInput
          label={t('authorizing.codeLabel')} placeholder={t('authorizing.codePlaceholder')} value={code} maxLength={4000} spellCheck={false} autoComplete="off"
          aria-describedby="code-text" classNames={{ label: styles.label, input: styles.code }} onChange={event => setCode(event.currentTarget.value)}
        />
        <Button type="submit" disabled={code.trim() === '' || paste.isPending}>{t('authorizing.codeUse')}</Button>
      </div>
      <p id="code-text" className={styles.note}>{text}</p>
      {paste.isError && <Failure error={paste.error} />}
    </form>
  )
}
