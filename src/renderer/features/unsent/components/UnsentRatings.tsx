import { Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { unsentSummaryQuery } from '#renderer/data/unsent.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { UnsentList } from './UnsentList.tsx'
import styles from './UnsentRatings.module.css'

type Props = { readonly onOpenDialog: (dialogId: number) => void }

/** How many ratings the portal does not have yet; opens the list of them. */
export function UnsentRatings({ onOpenDialog }: Props) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const summary = useQuery(unsentSummaryQuery()).data
  if (summary === undefined) return null
  return (
    <Popover position="top-end" opened={opened} onChange={setOpened}>
      <Popover.Target>
        <button type="button" className={styles.button} data-failed={summary.attention > 0 || undefined} onClick={() => setOpened(!opened)}>
          {summary.unsent > 0 && <Icon name={summary.attention > 0 ? 'warning' : 'clock'} size={13} />}
          {t('status.unsent', { count: summary.unsent })}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown} aria-label={t('unsent.title')}>
        <UnsentList onOpen={dialogId => { setOpened(false); onOpenDialog(dialogId) }} />
      </Popover.Dropdown>
    </Popover>
  )
}
