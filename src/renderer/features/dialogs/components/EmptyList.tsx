import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ViewName } from '#contract/dialogs.ts'
import { StateMessage } from '#renderer/ui/StateMessage.tsx'

type Props = {
  readonly view: ViewName
  /** The view's conditions were changed, or a text is searched for. */
  readonly filtered: boolean
  readonly loadingHistory: boolean
  readonly onClear: () => void
}

const emptyViews = {
  review: ['list.emptyReviewTitle', 'list.emptyReviewText'],
  low: ['list.emptyLowTitle', 'list.emptyLowText'],
  open: ['list.emptyOpenTitle', 'list.emptyOpenText'],
  all: ['list.emptyAllTitle', 'list.emptyAllText'],
} as const

export function EmptyList({ view, filtered, loadingHistory, onClear }: Props) {
  const { t } = useTranslation()
  if (loadingHistory) {
    return (
      <StateMessage icon="clock" title={t('list.historyTitle')} text={t('list.historyText')}>
        {filtered && <Button onClick={onClear}>{t('list.clearFilters')}</Button>}
      </StateMessage>
    )
  }
  if (filtered) {
    return (
      <StateMessage icon="filter" title={t('list.emptyTitle')} text={t('list.emptyText')}>
        <Button onClick={onClear}>{t('list.clearFilters')}</Button>
      </StateMessage>
    )
  }
  const [title, text] = emptyViews[view]
  return (
    <StateMessage icon={view === 'all' ? 'inbox' : 'check'} title={t(title)} text={t(text)}>
      {view !== 'all' && <Button onClick={onClear}>{t('list.showAll')}</Button>}
    </StateMessage>
  )
}
