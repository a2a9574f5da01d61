import { CloseButton, TextInput } from '@mantine/core'
import type { ReactNode, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { ViewLayout } from '#contract/views.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import { ColumnsMenu } from './ColumnsMenu.tsx'
import styles from './DialogsScreen.module.css'

type Props = {
  readonly title: string
  readonly total: number | null
  readonly text: string
  readonly onText: (text: string) => void
  /** Escape in the search field goes back to the list. */
  readonly onLeave: () => void
  readonly searchRef: Ref<HTMLInputElement>
  readonly exportButton: ReactNode
  readonly layout: ViewLayout
  readonly onLayout: (layout: ViewLayout | null) => void
}

const TEXT_LIMIT = 200

export function ListHeader({ title, total, text, onText, onLeave, searchRef, exportButton, layout, onLayout }: Props) {
  const { t } = useTranslation()
  return (
    <header className={styles.header}>
      <h1 className={styles.title} title={title}>{title}</h1>
      <span className={styles.count} role="status" aria-live="polite">{total !== null && t('list.dialogs', { count: total })}</span>
      <TextInput
        ref={searchRef} className={styles.search} type="search" aria-label={t('list.search')} placeholder={t('list.search')} value={text}
        maxLength={TEXT_LIMIT} leftSection={<Icon name="search" size={14} />} spellCheck={false} autoComplete="off"
        rightSection={text === '' ? <Key>/</Key> : <CloseButton aria-label={t('list.clearSearch')} onClick={() => onText('')} />}
        onChange={event => onText(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key !== 'Escape' && event.key !== 'Enter') return
          if (event.key === 'Escape' && text !== '') onText('')
          else onLeave()
          event.preventDefault()
        }}
      />
      <div className={styles.actions}>
        <ColumnsMenu layout={layout} onLayout={onLayout} />
        {exportButton}
      </div>
    </header>
  )
}
