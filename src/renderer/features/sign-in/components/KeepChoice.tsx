import { Checkbox, PasswordInput, Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Keeping } from '#contract/accounts.ts'
import { longestPassphrase, type KeepDraft, type KeepProblem } from '../model/keep.ts'
import styles from './SignInForms.module.css'

type Props = {
  readonly store: Keeping['store']
  readonly draft: KeepDraft
  /** Told only after somebody tried to go on with it. */
  readonly problem: KeepProblem | null
  readonly onChange: (draft: KeepDraft) => void
}

/** How the sign-in is kept, with what this computer really offers. */
export function KeepChoice({ store, draft, problem, onChange }: Props) {
  const { t } = useTranslation()
  if (store !== null) {
    return (
      <div>
        <Checkbox
          checked={draft.stay} label={t('keep.stay')} classNames={{ label: styles.check }} aria-describedby="keep-note"
          onChange={event => onChange({ ...draft, stay: event.currentTarget.checked })}
        />
        <p id="keep-note" className={styles.checkNote}>{t(draft.stay ? `keep.${store}` : 'keep.notKept')}</p>
      </div>
    )
  }
  return (
    <Radio.Group
      label={t('keep.title')} description={t('keep.noStore')} classNames={{ label: styles.label, description: styles.note }} value={draft.way}
      onChange={way => onChange({ ...draft, way: way === 'passphrase' ? 'passphrase' : 'session' })}
    >
      <div className={styles.ways}>
        <Radio value="session" label={t('keep.session')} classNames={{ label: styles.check }} />
        <Radio value="passphrase" label={t('keep.passphraseWay')} classNames={{ label: styles.check }} />
      </div>
      {draft.way === 'passphrase' && (
        <>
          <div className={styles.pair}>
            <Passphrase label={t('keep.passphrase')} value={draft.passphrase} error={problem === 'short' && t('keep.short')} onChange={passphrase => onChange({ ...draft, passphrase })} />
            <Passphrase label={t('keep.repeat')} value={draft.repeat} error={problem === 'differs' && t('keep.differs')} onChange={repeat => onChange({ ...draft, repeat })} />
          </div>
          <p className={styles.pairNote}>{t('keep.lost')}</p>
        </>
      )}
    </Radio.Group>
  )
}

type PassphraseProps = {
  readonly label: string
  readonly value: string
  readonly error: string | false
  readonly onChange: (value: string) => void
}

function Passphrase({ label, value, error, onChange }: PassphraseProps) {
  const { t } = useTranslation()
  return (
    <PasswordInput
      label={label} value={value} error={error} maxLength={longestPassphrase} autoComplete="new-password" classNames={{ label: styles.label }}
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }} onChange={event => onChange(event.currentTarget.value)}
    />
  )
}
