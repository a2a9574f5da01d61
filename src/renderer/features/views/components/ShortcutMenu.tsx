import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { View } from '#contract/views.ts'
import { useViewName } from '#renderer/data/views.ts'
import { viewDigits } from '../model/view-limits.ts'
import styles from './ViewMenu.module.css'

type Props = { readonly view: View; readonly views: readonly View[]; readonly onChoose: (digit: number | null) => void }

/** Which digit opens the view; a digit that another view has says so, and goes over. */
export function ShortcutMenu({ view, views, onChoose }: Props) {
  const { t } = useTranslation()
  const nameOf = useViewName()
  return (
    <Menu.Sub position="right-start">
      <Menu.Sub.Target>
        <Menu.Sub.Item>
          <span className={styles.choice}>{t('views.shortcut')}<span className={styles.key}>{view.shortcut === null ? t('views.noShortcut') : `G ${view.shortcut}`}</span></span>
        </Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown aria-label={t('views.shortcut')}>
        <Menu.RadioGroup value={String(view.shortcut)} onChange={value => onChoose(viewDigits.find(digit => String(digit) === value) ?? null)}>
          <Menu.RadioItem value="null" closeMenuOnClick>{t('views.noShortcut')}</Menu.RadioItem>
          {viewDigits.map(digit => {
            const holder = views.find(other => other.shortcut === digit && other.id !== view.id)
            return (
              <Menu.RadioItem key={digit} value={String(digit)} closeMenuOnClick>
                <span className={styles.choice}>{`G ${digit}`}{holder && <span className={styles.holder}>{nameOf(holder)}</span>}</span>
              </Menu.RadioItem>
            )
          })}
        </Menu.RadioGroup>
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  )
}
