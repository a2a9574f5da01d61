import { Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BulkAction } from '#contract/bulk.ts'
import type { DialogLink, DialogRow } from '#contract/dialogs.ts'
import { offeredActions, offeredLinks } from '#renderer/data/dialog-actions.ts'
import { useFlag } from '#renderer/data/use-flag.ts'
import { useOpenLink } from '#renderer/data/use-open-link.ts'
import { portalReportQuery } from '#renderer/features/portal/api/portal-queries.ts'
import { useCopyLink } from '../hooks/use-copy-links.ts'

type Props = {
  readonly row: DialogRow
  /** Null where it is open already. */
  readonly onOpen: (() => void) | null
  /** The action's own questions come next. */
  readonly onAct: (kind: BulkAction['kind']) => void
}

const portalActions = ['finish', 'spam', 'transfer'] as const
const markActions = ['markReviewed', 'unmarkReviewed'] as const
const linkWords = { history: 'conversation.label', chat: 'facts.chat', crm: 'facts.crm' } as const satisfies Record<DialogLink, string>

/** All that can be done with one dialog, for the menu of its row and of the open conversation. */
export function DialogMenuItems({ row, onOpen, onAct }: Props) {
  const { t } = useTranslation()
  const report = useQuery(portalReportQuery()).data ?? null
  const openLink = useOpenLink(row.id)
  const flag = useFlag()
  const copyLink = useCopyLink()
  const offered = offeredActions(row, report)
  const inPortal = portalActions.filter(kind => offered.includes(kind))
  return (
    <>
      {onOpen !== null && (
        <>
          <Menu.Item onClick={onOpen}>{t('dialogMenu.open')}</Menu.Item>
          <Menu.Divider />
        </>
      )}
      {inPortal.map(kind => <Menu.Item key={kind} onClick={() => onAct(kind)}>{t(`dialogMenu.${kind}`)}</Menu.Item>)}
      {inPortal.length > 0 && <Menu.Divider />}
      {markActions.filter(kind => offered.includes(kind)).map(kind => <Menu.Item key={kind} onClick={() => onAct(kind)}>{t(`dialogMenu.${kind}`)}</Menu.Item>)}
      <Menu.Item onClick={() => flag.mutate({ sessionId: row.id, flagged: !row.flagged })}>{t(row.flagged ? 'dialogMenu.unflag' : 'dialogMenu.flag')}</Menu.Item>
      <Menu.Item onClick={() => copyLink(row.id)}>{t('dialogMenu.copyLink')}</Menu.Item>
      <Menu.Divider />
      <div role="group" aria-label={t('dialogMenu.inPortal')}>
        <Menu.Label>{t('dialogMenu.inPortal')}</Menu.Label>
        {offeredLinks(row).map(what => <Menu.Item key={what} onClick={() => openLink(what)}>{t(linkWords[what])}</Menu.Item>)}
      </div>
    </>
  )
}
