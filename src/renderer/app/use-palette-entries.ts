import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkAction } from '#contract/bulk.ts'
import { listFields, periodFields, periodPresets, type DialogFilter } from '#contract/filters.ts'
import { looksLikeView, parseView, type ParsedView } from '#contract/view-text.ts'
import { call } from '#renderer/bridge/index.ts'
import { offeredActions } from '#renderer/data/dialog-actions.ts'
import { dialogRowsQuery } from '#renderer/data/dialog-rows.ts'
import { directoryQuery } from '#renderer/data/session.ts'
import { useOpenLink } from '#renderer/data/use-open-link.ts'
import { useSaveSettings } from '#renderer/data/use-settings.ts'
import { useViewName, viewCountsQuery, viewsQuery } from '#renderer/data/views.ts'
import { untoldDate, untoldField, withoutField, withToggled, type FilterField } from '#renderer/features/dialogs/model/filter-fields.ts'
import { fieldName, fieldOptions } from '#renderer/features/dialogs/model/filter-words.ts'
import type { Entry } from '#renderer/features/palette/model/entries.ts'
import { portalReportQuery } from '#renderer/features/portal/api/portal-queries.ts'
import { useFormat, useLanguage } from '#renderer/i18n/use-words.ts'
import { viewRoute, type Route } from '#renderer/route/route.ts'
import { useRoute, useRouteStore } from '#renderer/route/use-route.ts'
import { routeOfView } from '#renderer/route/view-route.ts'
import type { IconName } from '#renderer/ui/icons.tsx'
import { viewIcons } from './view-icons.ts'

export type PaletteDeps = {
  readonly recent: readonly number[]
  readonly onPortalDetails: () => void
  readonly onSharedView: (parsed: ParsedView) => void
  /** The action's own questions come next. */
  readonly onAct: (dialogId: number, kind: BulkAction['kind']) => void
}

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
  const openLink = useOpenLink(openId ?? 0)

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
      { id: 'open-in-portal', group: 'dialog', icon: 'external', label: t('palette.openInPortal'), note: `№ ${openId}`, run: () => openLink('history') },
      { id: 'close-conversation', group: 'dialog', icon: 'close', label: t('palette.closeConversation'), run: () => routes.go({ ...route, dialogId: null }, 'replace') },
    ]
    return { entries: [...own, ...around, ...views, ...recentEntries, ...places, ...filters], openDialog }
  }, [t, routes, route, openId, openRow, recent, rows, report, views, places, filters, onAct, openLink])

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
  const format = useFormat()
  const source = useQuery(portalReportQuery()).data?.source ?? 'statistics'
  const routes = useRouteStore()
  const directory = useQuery(directoryQuery()).data
  return useMemo(() => {
    /** In place of what the list has of that condition. */
    function narrow(field: FilterField, patch: (filter: DialogFilter) => DialogFilter): void {
      const route = routes.get()
      const base = route.screen === 'dialogs' ? route : viewRoute('all')
      routes.go({ ...base, filter: patch(withoutField(base.filter, field)), dialogId: null })
    }
    const entry = (id: string, field: string, value: string, run: () => void, note = ''): Entry => ({
      id, group: 'filters', icon: 'filter', quiet: true, label: t('palette.filterBy', { field, value }), ...(note === '' ? {} : { note }), run,
    })
    const positions = new Map(directory?.operators.map(({ id, position, active }) => [String(id), active ? position : t('filter.formerOperator')]))
    const words = { t, language, format, directory, source }
    const lists = listFields.filter(field => untoldField(field, source) === null).flatMap(field =>
      fieldOptions(field, words).filter(({ reason }) => reason === undefined).map(({ value, label, note }) => entry(
        `${field}-${value}`, fieldName(field, t), label, () => narrow(field, filter => withToggled(filter, field, value)), field === 'operatorIds' ? positions.get(value) : note)))
    const periods = periodFields.filter(field => untoldDate(field, source) === null).flatMap(field => periodPresets.map(preset => entry(
      `${field}-${preset}`, t(`periodChip.${field}`), t(`filter.${preset}`), () => narrow('period', filter => ({ ...filter, period: { kind: 'preset', field, preset } })))))
    return [...lists, ...periods]
  }, [directory, t, language, format, source, routes])
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
