import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icons.tsx'
import styles from './CopyField.module.css'

type Props = {
  readonly label: string
  readonly value: string
  /** The button's words. */
  readonly action: string
}

/** A text that is needed elsewhere, to be seen whole and copied. */
export function CopyField({ label, value, action }: Props) {
  const { t } = useTranslation()
  const ref = useRef<HTMLInputElement>(null)
  const { copy, copied, error } = useClipboard()
  return (
    <div className={styles.field}>
      <input
        ref={ref} className={styles.value} aria-label={label} value={value} readOnly spellCheck={false} title={value}
        onFocus={event => event.currentTarget.select()}
      />
      <Button
        leftSection={<Icon name={copied ? 'check' : 'copy'} size={14} />}
        onClick={() => {
          // Where the clipboard is refused, the selected text can still be copied by hand.
          ref.current?.select()
          copy(value)
        }}
      >
        <span role="status">{error !== null ? t('help.copyFailed') : copied ? t('help.copied') : action}</span>
      </Button>
    </div>
  )
}
