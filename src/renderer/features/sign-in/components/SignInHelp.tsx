import { useTranslation } from 'react-i18next'
import { CopyField } from '#renderer/ui/CopyField.tsx'
import styles from './SignInHelp.module.css'

/** The first of the addresses at which the program awaits the browser's return. */
const handlerAddress = 'http://127.0.0.1:47311/'

const webhookScopes = [
  ['imopenlines', 'help.scopeLines'],
  ['crm', 'help.scopeCrm'],
  ['im', 'help.scopeIm'],
  ['user_basic', 'help.scopeUser'],
  ['department', 'help.scopeDepartment'],
  ['disk', 'help.scopeDisk'],
] as const

const applicationScopes = [
  ['imopenlines', 'help.scopeLines'],
  ['crm', 'help.scopeCrm'],
  ['im', 'help.scopeIm'],
  ['user_brief', 'help.scopeBrief'],
  ['department', 'help.scopeDepartment'],
  ['disk', 'help.scopeDisk'],
] as const

/** Where the webhook's address comes from and what it must be allowed to do. */
export function WebhookHelp() {
  const { t } = useTranslation()
  return (
    <aside className={styles.help} aria-label={t('help.webhookTitle')}>
      <h2>{t('help.webhookTitle')}</h2>
      <ol>
        <li>{t('help.webhookStep1')}</li>
        <li>{t('help.webhookStep2')}<Scopes scopes={webhookScopes} /></li>
        <li>{t('help.webhookStep3')}</li>
      </ol>
      <p>{t('help.webhookRights')}</p>
    </aside>
  )
}

/** How a local application is made. */
export function OAuthHelp() {
  const { t } = useTranslation()
  return (
    <aside className={styles.help} aria-label={t('help.oauthTitle')}>
      <h2>{t('help.oauthTitle')}</h2>
      <ol>
        <li>{t('help.oauthStep1')}</li>
        <li>
          {t('help.oauthStep2')}
          <div className={styles.copy}><CopyField label={t('help.address')} value={handlerAddress} action={t('help.copy')} /></div>
        </li>
        <li>{t('help.oauthStep3')}<Scopes scopes={applicationScopes} /></li>
        <li>{t('help.oauthStep4')}</li>
      </ol>
      <p>{t('help.oauthCode')}</p>
    </aside>
  )
}

function Scopes({ scopes }: { readonly scopes: typeof webhookScopes | typeof applicationScopes }) {
  const { t } = useTranslation()
  return (
    <dl className={styles.scopes}>
      {scopes.map(([scope, words]) => (
        <div key={scope}>
          <dt><code>{scope}</code></dt>
          <dd>{t(words)}</dd>
        </div>
      ))}
    </dl>
  )
}
