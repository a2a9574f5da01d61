import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Failure } from '#renderer/ui/Failure.tsx'
import { keepingQuery } from '../api/sign-in-queries.ts'
import type { useSignIn } from '../api/use-sign-in.ts'
import { keepProblem, toKeep, type KeepDraft } from '../model/keep.ts'
import { KeepChoice } from './KeepChoice.tsx'
import { OAuthFields, type OAuthDraft } from './OAuthFields.tsx'
import { WebhookFields } from './WebhookFields.tsx'
import styles from './SignInForms.module.css'

export type SignInDraft = OAuthDraft & { readonly way: 'webhook' | 'oauth'; readonly url: string; readonly keep: KeepDraft }

type Props = {
  readonly draft: SignInDraft
  /** The portal of a sign-in to be repeated. */
  readonly host: string | null
  readonly signIn: ReturnType<typeof useSignIn>
  readonly onChange: (draft: SignInDraft) => void
}

export function SignInForm({ draft, host, signIn, onChange }: Props) {
  const { t } = useTranslation()
  const urlField = useRef<HTMLTextAreaElement>(null)
  const portalField = useRef<HTMLInputElement>(null)
  const [tried, setTried] = useState(false)
  const store = useQuery(keepingQuery()).data?.store
  const { webhook, oauth, demo, busy, failure, reset } = signIn
  const { way, url, portal, clientId, clientSecret, keep } = draft
  const filled = way === 'webhook' ? [url] : [portal, clientId, clientSecret]
  const ready = store !== undefined && !busy && filled.every(text => text.trim() !== '')

  function submit(event?: FormEvent): void {
    event?.preventDefault()
    if (!ready) return
    setTried(true)
    if (keepProblem(keep, store) !== null) return
    reset()
    const onError = () => (way === 'webhook' ? urlField : portalField).current?.focus()
    if (way === 'webhook') webhook.mutate({ url, keep: toKeep(keep, store) }, { onError })
    else oauth.mutate({ portal, clientId, clientSecret, keep: toKeep(keep, store) }, { onError })
  }

  return (
    <form className={styles.form} onSubmit={submit} aria-label={t('signIn.heading')}>
      <h2>{host === null ? t('signIn.heading') : t('signIn.headingAgain', { host })}</h2>
      {host !== null && <p className={styles.note}>{t('signIn.againText')}</p>}
      <SegmentedControl
        aria-label={t('signIn.way')} value={way} fullWidth disabled={busy}
        data={[{ value: 'webhook', label: t('signIn.wayWebhook') }, { value: 'oauth', label: t('signIn.wayOauth') }]}
        onChange={value => { reset(); onChange({ ...draft, way: value === 'oauth' ? 'oauth' : 'webhook' }) }}
      />
      {way === 'webhook'
        ? <WebhookFields url={url} host={host} failed={webhook.isError} firstField={urlField} onChange={next => onChange({ ...draft, url: next })} onSubmit={submit} />
        : <OAuthFields draft={draft} firstField={portalField} onChange={next => onChange({ ...draft, ...next })} />}
      {store !== undefined && (
        <KeepChoice store={store} draft={keep} problem={tried ? keepProblem(keep, store) : null} onChange={next => onChange({ ...draft, keep: next })} />
      )}
      {failure !== null && <Failure error={failure} />}
      <Button type="submit" variant="filled" fullWidth disabled={!ready} size="sm">
        {t(webhook.isPending || oauth.isPending ? 'signIn.submitting' : way === 'oauth' ? 'signIn.submitBrowser' : 'signIn.submit')}
      </Button>
      <p className={styles.or}><span>{t('signIn.or')}</span></p>
      <Button fullWidth disabled={busy} size="sm" onClick={() => { reset(); demo.mutate() }}>
        {t(demo.isPending ? 'signIn.demoStarting' : 'signIn.demo')}
      </Button>
      <p className={styles.note}>{t('signIn.demoText')}</p>
    </form>
  )
}
