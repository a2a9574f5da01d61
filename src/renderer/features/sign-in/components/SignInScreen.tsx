import { Button, Checkbox, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { appInfoQuery } from '#renderer/data/session.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { Mark } from '#renderer/ui/Mark.tsx'
import { useSignIn } from '../api/use-sign-in.ts'
import { WebhookHelp } from './WebhookHelp.tsx'
import styles from './SignInScreen.module.css'

export function SignInScreen() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const [url, setUrl] = useState('')
  const [remember, setRemember] = useState(true)
  const urlRef = useRef<HTMLTextAreaElement>(null)
  const storage = useQuery(appInfoQuery()).data?.capabilities.secretStorage ?? 'file'
  const { webhook, demo } = useSignIn()
  const busy = webhook.isPending || demo.isPending
  const failure = webhook.error ?? demo.error

  function submit(event?: FormEvent): void {
    event?.preventDefault()
    if (busy) return
    demo.reset()
    // What was typed stays: most failures are cured by changing a few letters.
    webhook.mutate({ url, remember }, { onError: () => urlRef.current?.focus() })
  }

  return (
    <main className={styles.screen}>
      <div className={styles.card}>
        <header className={styles.brand}>
          <Mark size={40} />
          <div>
            <h1>{t('app.name')}</h1>
            <p>{t('app.purpose')}</p>
          </div>
        </header>
        <div className={styles.columns}>
          <form className={styles.form} onSubmit={submit} aria-label={t('signIn.heading')}>
            <h2>{t('signIn.heading')}</h2>
            <Textarea
              ref={urlRef} label={t('signIn.url')} placeholder={t('signIn.urlPlaceholder')} value={url} maxLength={2000} spellCheck={false}
              autoComplete="off" autoFocus rows={2} classNames={{ input: styles.url, label: styles.label }} aria-describedby="sign-in-secret"
              error={webhook.isError} onChange={event => setUrl(event.currentTarget.value.replaceAll('\n', ''))}
              onKeyDown={event => { if (event.key === 'Enter') submit(event) }}
            />
            <Checkbox checked={remember} onChange={event => setRemember(event.currentTarget.checked)} label={t('signIn.remember')} classNames={{ label: styles.check }} />
            <p id="sign-in-secret" className={styles.note}>
              {remember ? t(storage === 'system' ? 'signIn.keptBySystem' : 'signIn.keptInFile') : t('signIn.notKept')}
            </p>
            {failure !== null && (
              <div className={styles.failure} role="alert">
                <Icon name="warning" size={16} />
                <div>
                  <p className={styles.failureTitle}>{words(failure).what}</p>
                  <p>{words(failure).next}</p>
                </div>
              </div>
            )}
            <Button type="submit" variant="filled" fullWidth disabled={url.trim() === '' || busy} size="sm">
              {t(webhook.isPending ? 'signIn.submitting' : 'signIn.submit')}
            </Button>
            <p className={styles.or}><span>{t('signIn.or')}</span></p>
            <Button fullWidth disabled={busy} size="sm" onClick={() => { webhook.reset(); demo.mutate() }}>
              {t(demo.isPending ? 'signIn.demoStarting' : 'signIn.demo')}
            </Button>
            <p className={styles.note}>{t('signIn.demoText')}</p>
          </form>
          <WebhookHelp />
        </div>
      </div>
    </main>
  )
}
