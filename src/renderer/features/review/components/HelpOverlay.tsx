import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Key } from '#renderer/ui/Key.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { keyTable } from '../model/key-table.ts'
import styles from './Review.module.css'

/** All keys, at the question mark. */
export function HelpOverlay() {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  useHotkeys({ 'Shift+Slash': () => setOpened(true) })
  return (
    <Modal opened={opened} onClose={() => setOpened(false)} title={t('keys.title')} size={560} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <p className={styles.note}>{t('keys.text')}</p>
      {keyTable.map(({ group, keys }) => (
        <section key={group} className={styles.keyGroup} aria-label={t(`keys.groups.${group}`)}>
          <h3>{t(`keys.groups.${group}`)}</h3>
          <dl>
            {keys.map(({ names, words }) => (
              <div key={words}>
                <dt>{names.map(name => <span key={name.join()}>{name.map((part, index) => (part === '-' ? '–' : <Key key={index}>{part}</Key>))}</span>)}</dt>
                <dd>{t(words)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {(['searching', 'limits'] as const).map(subject => (
        <section key={subject} className={styles.keyGroup} aria-label={t(`keys.${subject}`)}>
          <h3>{t(`keys.${subject}`)}</h3>
          <p>{t(`keys.${subject}Text`)}</p>
        </section>
      ))}
    </Modal>
  )
}
