import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { settingsSchema, type Settings, type SettingsPatch } from '#contract/settings.ts'
import { call } from '#renderer/bridge/index.ts'
import { settingsQuery } from './session.ts'

const defaults = settingsSchema.parse({})

export function useSettings(): Settings {
  return useQuery(settingsQuery()).data ?? defaults
}

/** Shown at once, taken back when it could not be kept. */
export function useSaveSettings() {
  const client = useQueryClient()
  const { queryKey } = settingsQuery()
  return useMutation({
    mutationKey: queryKey,
    mutationFn: (patch: SettingsPatch) => call('settings.set', patch),
    onMutate: patch => {
      const before = client.getQueryData(queryKey)
      if (before) client.setQueryData(queryKey, applied(before, patch))
      return before
    },
    onError: (_error, _patch, before) => {
      if (before) client.setQueryData(queryKey, before)
    },
    onSuccess: settings => client.setQueryData(queryKey, settings),
  })
}

function applied(settings: Settings, patch: SettingsPatch): Settings {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined)
  // Keys and values come from a SettingsPatch, so the mix is again Settings.
  return { ...settings, ...Object.fromEntries(given) } as Settings
}
