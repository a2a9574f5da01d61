import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Account } from '#contract/accounts.ts'
import type { SignInRoute } from '#renderer/route/route.ts'
import { Door } from '#renderer/ui/Door.tsx'
import { authorizingQuery } from '../api/sign-in-queries.ts'
import { useSignIn } from '../api/use-sign-in.ts'
import { addressOf } from '../model/address.ts'
import { freshKeep } from '../model/keep.ts'
import { AgainPanel } from './AgainPanel.tsx'
import { AuthorizingPanel } from './AuthorizingPanel.tsx'
import { OAuthHelp, WebhookHelp } from './SignInHelp.tsx'
import { SignInForm, type SignInDraft } from './SignInForm.tsx'
import styles from './SignInForms.module.css'

type Props = {
  /** A sign-in to be repeated, or nulls. */
  readonly wanted: Pick<SignInRoute, 'kind' | 'host'>
  /** The account on screen. */
  readonly current: Account | null
  readonly onBack: (() => void) | null
}

export function SignInScreen({ wanted, current, onBack }: Props) {
  // Here and not in the form, which makes way while the browser is open: most failures are cured by changing a few letters.
  const [draft, setDraft] = useState<SignInDraft>({
    way: wanted.kind === 'oauth' ? 'oauth' : 'webhook', url: '', portal: wanted.host === null ? '' : addressOf(wanted.host), clientId: '', clientSecret: '', keep: freshKeep,
  })
  const [otherwise, setOtherwise] = useState(false)
  const signIn = useSignIn()
  const authorizing = useQuery(authorizingQuery()).data ?? null
  if (authorizing !== null) {
    return <Door width="narrow" onBack={null}><AuthorizingPanel authorizing={authorizing} /></Door>
  }
  if (!otherwise && current?.kind === 'oauth' && wanted.kind === 'oauth' && wanted.host === current.host) {
    const onOther = (): void => { signIn.reset(); setOtherwise(true) }
    return <Door width="narrow" onBack={signIn.busy ? null : onBack}><AgainPanel account={current} signIn={signIn} onOther={onOther} /></Door>
  }
  return (
    <Door width="wide" onBack={signIn.busy ? null : onBack}>
      <div className={styles.columns}>
        <SignInForm draft={draft} host={wanted.kind === 'demo' ? null : wanted.host} signIn={signIn} onChange={setDraft} />
        {draft.way === 'oauth' ? <OAuthHelp /> : <WebhookHelp />}
      </div>
    </Door>
  )
}
