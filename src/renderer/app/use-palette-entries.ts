import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { channelName } from '#contract/channels.ts'
import type { BulkAction } from '#contract/bulk.ts'
import { anyDialog, type DialogFilter } from '#contract/filters.ts'
import { looksLikeView, parseView, type ParsedView } from '#contract/view-text.ts'
import { call } from '#renderer/bridge/index.ts'
import { offeredActions } from '#renderer/data/dialog-actions.ts'
import { dialogRowsQuery } from '#renderer/data/dialog-rows.ts'
import { directoryQuery } from '#renderer/data/session.ts'
import { useSaveSettings } from '#renderer/data/use-settings.ts'
import { useViewName, viewCountsQuery, viewsQuery } from '#renderer/data/views.ts'
import type { Entry } from '#renderer/features/palette/model/entries.ts'
import { portalReportQuery } from '#renderer/features/portal/api/portal-queries.ts'
import { useFormat, useLanguage } from '#renderer/i18n/use-words.ts'
import { viewRoute, type Route } from '#renderer/route/route.ts'
import { useRoute, useRouteStore } from '#renderer/route/use-route.ts'
import { routeOfView } from '#renderer/route/view-route.ts'
import type { IconName } from '#renderer/ui/icons.tsx'

export type PaletteDeps = {
  readonly recent: readonly number[]
  readonly onPortalDetails: () => void
  readonly onSharedView: (parsed: ParsedView) => void
  /** The action's own questions come next. */
  readonly onAct: (dialogId: number, kind: BulkAction['kind']) => void
}

const viewIcons: Readonly<Record<string, IconName>> = { review: 'review', low: 'thumbDown', open: 'clock', waiting: 'clock', all: 'list' }
const actionIcons: Readonly<Record<BulkAction['kind'], IconName>> = { finish: 'check', transfer: 'leave', spam: 'warning', markReviewed: 'review', unmarkReviewed: 'undo', copyLinks: 'copy' }
const dialogNumber = /^[№#]?\s*(\d{1,12})$/

/** Everything that the palette offers, in words of the screen. */
export function usePaletteEntries({ recent, onPortalDetails, onSharedView, onAct }: PaletteDeps): (query: string) => readonly Entry[] {
  const { t } = useTranslation()
  const routes = useRouteStore()
  const views = useViewEntries()
  const filters = useFilterEntries()
  const places = usePlaceEntries(onPortalDetails)
  const client = useQueryClient()
  const rows = useQuery(dialogRowsQuery(client, recent)).data
  const { route } = useRoute()
  const openId = route.screen === 'dialogs' ? route.dialogId : null
  // The recent ones do not have it yet while it is new on screen.
  const openRow = useQuery(dialogRowsQuery(client, openId === null ? [] : [openId])).data?.[0] ?? null
  const report = useQuery(portalReportQuery()).data ?? null

  const standing = useMemo(() => {
    const recentEntries = recent.filter(id => id !== openId).map((id): Entry => ({
      id: `recent-${id}`, group: 'recent', icon: 'inbox', label: rows?.find(row => row.id === id)?.clientName ?? t('row.noName'), note: `№ ${id}`,
      also: String(id), run: () => openDialog(routes.get(), id),
    }))
    function openDialog(from: Route, id: number): void {
      routes.go(from.screen === 'dialogs' ? { ...from, dialogId: id } : viewRoute('all', id))
    }
    const own = openId === null ? [] : offeredActions(openRow, report).map((kind): Entry => ({
      id: kind, group: 'dialog', icon: actionIcons[kind], label: t(`palette.${kind}`), note: `№ ${openId}`, run: () => onAct(openId, kind),
    }))
    const around: Entry[] = openId === null || route.screen !== 'dialogs' ? [] : [
      { id: 'open-in-portal', group: 'dialog', icon: 'external', label: t('palette.openInPortal'), note: `№ ${openId}`, run: () => void call('dialogs.openLink', { sessionId: openId, what: 'history' }) },
      { id: 'close-conversation', group: 'dialog', icon: 'close', label: t('palette.closeConversation'), run: () => routes.go({ ...route, dialogId: null }, 'replace') },
    ]
    return { entries: [...own, ...around, ...views, ...recentEntries, ...places, ...filters], openDialog }
  }, [t, routes, route, openId, openRow, recent, rows, report, views, places, filters, onAct])

  return useCallback(query => {
    const number = dialogNumber.exec(query.trim())?.[1]
    const found: Entry[] = []
    if (number !== undefined && Number(number) > 0) {
      const id = Number(number)
      found.push({ id: 'number', group: 'found', icon: 'inbox', label: t('palette.openDialogNumber', { id }), fits: true, run: () => standing.openDialog(routes.get(), id) })
    }
    if (looksLikeView(query)) {
      const parsed = parseView(query)
      const name = parsed.ok ? parsed.view.name : null
      const label = name === null ? t('palette.openFilter') : t('palette.openView', { name })
      found.push({ id: 'shared', group: 'found', icon: 'filter', label, fits: true, run: () => onSharedView(parsed) })
    }
    return found.length === 0 ? standing.entries : [...found, ...standing.entries]
  }, [standing, t, routes, onSharedView])
}

function useViewEntries(): readonly Entry[] {
  const format = useFormat()
  const routes = useRouteStore()
  const views = useQuery(viewsQuery()).data
  const counts = useQuery(viewCountsQuery()).data
  const nameOf = useViewName()
  return useMemo(() => (views ?? []).map((view): Entry => {
    const count = counts?.[view.id]
    return {
      id: `view-${view.id}`, group: 'views', icon: viewIcons[view.id] ?? 'filter', run: () => routes.go(routeOfView(view)),
      label: nameOf(view),
      ...(count === undefined ? {} : { note: format.number(count) }),
    }
  }), [views, counts, nameOf, format, routes])
}

/** Adds to the list on screen, or narrows all dialogs. */
function useFilterEntries(): readonly Entry[] {
  const { t } = useTranslation()
  const language = useLanguage()
  const routes = useRouteStore()
  const directory = useQuery(directoryQuery()).data
  return useMemo(() => {
    function narrow(patch: Partial<DialogFilter>): void {
      const route = routes.get()
      const base = route.screen === 'dialogs' ? route : viewRoute('all')
      const not = base.filter.not.filter(field => !(field in patch))
      routes.go({ ...base, filter: { ...anyDialog, ...base.filter, ...patch, not }, dialogId: null })
    }
    const entry = (field: 'operatorIds' | 'lineIds' | 'sources', id: string | number, value: string, note?: string): Entry => ({
      id: `${field}-${id}`, group: 'filters', icon: 'filter', quiet: true, label: t('palette.filterBy', { field: t(`filter.${field}`), value }),
      ...(note === undefined || note === '' ? {} : { note }), run: () => narrow({ [field]: [id] }),
    })
    return [
      ...(directory?.operators ?? []).map(({ id, name, position, active }) => entry('operatorIds', id, name, active ? position : t('filter.formerOperator'))),
      ...(directory?.lines ?? []).map(({ id, name }) => entry('lineIds', id, name)),
      ...(directory?.sources ?? []).map(source => entry('sources', source, channelName(source, language))),
    ]
  }, [directory, t, language, routes])
}

function usePlaceEntries(onPortalDetails: () => void): readonly Entry[] {
  const { t } = useTranslation()
  const { go } = useRouteStore()
  const { mutate: save } = useSaveSettings()
  return useMemo((): readonly Entry[] => [
    { id: 'alerts', group: 'places', icon: 'bell', label: t('nav.alerts'), run: () => go({ screen: 'alerts' }) },
    { id: 'exports', group: 'places', icon: 'download', label: t('nav.exports'), run: () => go({ screen: 'exports' }) },
    { id: 'settings', group: 'places', icon: 'settings', label: t('nav.settings'), also: t('palette.alsoSettings'), run: () => go({ screen: 'settings' }) },
    { id: 'portal', group: 'places', icon: 'info', label: t('palette.portalReport'), run: onPortalDetails },
    { id: 'accounts', group: 'places', icon: 'lock', label: t('accounts.menu'), run: () => go({ screen: 'accounts', accountId: null }) },
    { id: 'check', group: 'places', icon: 'clock', label: t('palette.checkNow'), quiet: true, run: () => void call('sync.now', {}) },
    ...(['light', 'dark', 'system'] as const).map((theme): Entry => ({
      id: `theme-${theme}`, group: 'places', icon: 'settings', quiet: true, label: t('palette.theme', { name: t(`settings.${theme}`) }), run: () => save({ theme }),
    })),
    ...([['en', 'English'], ['ru', 'Русский']] as const).map(([language, name]): Entry => ({
      id: `language-${language}`, group: 'places', icon: 'settings', quiet: true, label: t('palette.language', { name }), also: 'language язык', run: () => save({ language }),
    })),
  ], [t, go, save, onPortalDetails])
}
