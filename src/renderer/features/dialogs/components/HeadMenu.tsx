import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ViewColumn } from '#contract/views.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { withPinned, withShown, withWidth } from '../model/column-order.ts'
import { SORTED_COLUMNS } from '../model/columns.tsx'
import type { Head } from './DialogTableHead.tsx'

type Props = {
  readonly head: Head
  readonly columns: readonly ViewColumn[]
  /** By how many columns the list is sorted. */
  readonly several: number
  readonly onColumns: (columns: readonly ViewColumn[]) => void
  /** The head itself is gone. */
  readonly onHidden: () => void
}

const directions = ['asc', 'desc'] as const

/** What can be done with one column, at its head. */
export function HeadMenu({ head, columns, several, onColumns, onHidden }: Props) {
  const { t } = useTranslation()
  const { column, width, pinned, sorts, sorted } = head
  return (
    <Menu.Dropdown aria-label={t(`column.${column}`)}>
      {directions.map(direction => (
        <Menu.Item
          key={direction} disabled={!sorts} onClick={() => head.sort(direction)}
          rightSection={sorted === direction ? <Icon name="check" size={14} /> : null}
        >
          {t(`head.${direction}`)}
        </Menu.Item>
      ))}
      {sorted !== false && several > 1
        ? <Menu.Item onClick={head.leaveSort}>{t('head.leaveSort')}</Menu.Item>
        : <Menu.Item disabled={!sorts || sorted !== false || several === SORTED_COLUMNS} onClick={() => head.toggle(true)}>{t('head.addSort')}</Menu.Item>}
      <Menu.Divider />
      <Menu.Item onClick={() => onColumns(withPinned(columns, column, !pinned))}>{t(pinned ? 'head.unpin' : 'head.pin')}</Menu.Item>
      <Menu.Item disabled={width === null} onClick={() => onColumns(withWidth(columns, column, null))}>{t('head.automatic')}</Menu.Item>
      <Menu.Item
        disabled={columns.length === 1}
        onClick={() => {
          onColumns(withShown(columns, column))
          onHidden()
        }}
      >
        {t('head.hide')}
      </Menu.Item>
    </Menu.Dropdown>
  )
}
