import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { ExportInput, ExportRun } from '#contract/exports.ts'
import { call, on } from '#renderer/bridge/index.ts'
import { useTellFailure } from '#renderer/data/use-tell-failure.ts'

export function exportsQuery() {
  return queryOptions({ queryKey: ['exports'], queryFn: () => call('exports.list', {}) })
}

/** `onRun` hears of every step of every run, whoever started it. */
export function followExports(client: QueryClient, onRun: (run: ExportRun) => void): void {
  on('exports.progress', run => {
    putRun(client, run)
    onRun(run)
  })
}

export function useStartExport() {
  const client = useQueryClient()
  return useMutation({ mutationFn: (input: ExportInput) => call('exports.start', input), onSuccess: run => putRun(client, run, true) })
}

export function useCancelExport() {
  return useMutation({ mutationFn: (id: number) => call('exports.cancel', { id }), onError: useTellFailure() })
}

export function useRevealExport() {
  return useMutation({ mutationFn: (id: number) => call('exports.reveal', { id }) })
}

/** An answer may come later than the first progress events of its run: then it is the older news. */
function putRun(client: QueryClient, run: ExportRun, onlyNew = false): void {
  client.setQueryData(exportsQuery().queryKey, runs => {
    if (runs === undefined) return undefined
    if (!runs.some(({ id }) => id === run.id)) return [run, ...runs]
    return onlyNew ? runs : runs.map(known => known.id === run.id ? run : known)
  })
}
