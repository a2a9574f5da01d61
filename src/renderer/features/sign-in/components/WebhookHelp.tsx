import { useTranslation } from 'react-i18next'
import styles from './SignInScreen.module.css'

const scopes = [
  ['imopenlines', 'signIn.scopeLines'],
  ['im', 'signIn.scopeIm'],
  ['user_basic', 'signIn.scopeUser'],
  ['department', 'signIn.scopeDepartment'],
] as const

/** Where the address comes from and what it must be allowed to do. */
export function WebhookHelp() {
  const { t } = useTranslation()
  return (
    <aside className={styles.help} aria-label={t('signIn.helpTitle')}>
      <h2>{t('signIn.helpTitle')}</h2>
      <ol>
        <li>{t('signIn.helpStep1')}</li>
        <li>
          {t('signIn.helpStep2')}
          <dl className={styles.scopes}>
            {scopes.map(([scope, words]) => (
              <div key={scope}>
                <dt><code>{scope}</code></dt>
                <dd>{t(words)}</dd>
              </div>
            ))}
          </dl>
          {t('signIn.scopeCrm')}
        </li>
        <li>{t('signIn.helpStep3')}</li>
      </ol>
      <p>{t('signIn.helpRights')}</p>
    </aside>
  )
}
