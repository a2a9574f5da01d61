import type { ViewName } from '#contract/dialogs.ts'
import { viewRoute } from '#renderer/route/route.ts'
import type { RouteStore } from '#renderer/route/route-store.ts'

/** Beside the list that is on screen; from elsewhere, beside the list where the dialog is most likely found. */
export function openDialog(routes: Pick<RouteStore, 'get' | 'go'>, dialogId: number, view: ViewName): void {
  const route = routes.get()
  routes.go(route.screen === 'dialogs' ? { ...route, dialogId } : viewRoute(view, dialogId))
}
