import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatViewLink, formatViewText } from '#contract/view-text.ts'
import { builtInViews, type View } from '#contract/views.ts'
import { useArrangeView, useViewName } from '#renderer/data/views.ts'
import { sameSort } from '#renderer/route/route.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { useCopyView } from '../hooks/use-copy-view.ts'
import { useRemoveWithUndo } from '../hooks/use-remove-view.tsx'
import { useViewToasts } from '../hooks/use-view-toasts.ts'
import { ShortcutMenu } from './ShortcutMenu.tsx'
import styles from './ViewMenu.module.css'

type Props = {
  readonly view: View
  readonly views: readonly View[]
  /** Its conditions in words, for the copied text. */
  readonly words: () => readonly string[]
  readonly opened: boolean
  readonly onChange: (opened: boolean) => void
  /** Null where it cannot be renamed or moved. */
  readonly onRename: (() => void) | null
  readonly onUp: (() => void) | null
  readonly onDown: (() => void) | null
  readonly onRemoved: () => void
}

/** All that can be done with a view of the rail. Views of the program keep their name, place and conditions. */
export function ViewMenu({ view, views, words, opened, onChange, onRename, onUp, onDown, onRemoved }: Props) {
  const { t } = useTranslation()
  const nameOf = useViewName()
  const copy = useCopyView()
  const remove = useRemoveWithUndo()
  const { tellFailure } = useViewToasts()
  const { mutate: arrange } = useArrangeView()
  const name = nameOf(view)
  const { id, filter, sort, layout, shortcut } = view
  const builtIn = builtInViews.find(other => other.id === id)
  const ordered = builtIn !== undefined && !sameSort(sort, builtIn.sort)
  const isOwn = builtIn === undefined
  const shared = { name, filter, sort, layout }

  return (
    <Menu opened={opened} onChange={onChange} width={250} position="bottom-end">
      <Menu.Target>
        <button type="button" className={styles.more} aria-label={t('views.menu', { name })} title={t('views.menu', { name })}><Icon name="more" size={14} /></button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('views.menu', { name })}>
        {isOwn && (
          <>
            <Menu.Item onClick={() => onRename?.()}>{t('views.rename')}</Menu.Item>
            <Menu.Item disabled={onUp === null} onClick={() => onUp?.()} rightSection={<span className={styles.key}>Alt+↑</span>}>{t('views.moveUp')}</Menu.Item>
            <Menu.Item disabled={onDown === null} onClick={() => onDown?.()} rightSection={<span className={styles.key}>Alt+↓</span>}>{t('views.moveDown')}</Menu.Item>
          </>
        )}
        <ShortcutMenu view={view} views={views} onChoose={digit => arrange({ id, sort, layout, shortcut: digit }, { onError: tellFailure })} />
        <Menu.Item onClick={() => copy(formatViewLink(shared), 'link')}>{t('views.copyLink')}</Menu.Item>
        <Menu.Item onClick={() => copy(formatViewText(shared, words()), 'text')}>{t('views.copyText')}</Menu.Item>
        {(layout !== null || ordered) && (
          <Menu.Item onClick={() => arrange({ id, sort: builtIn?.sort ?? sort, layout: null, shortcut }, { onError: tellFailure })}>
            {t(ordered ? 'views.resetLook' : 'views.resetColumns')}
          </Menu.Item>
        )}
        {isOwn && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => remove(view, onRemoved)}>{t('views.remove')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
