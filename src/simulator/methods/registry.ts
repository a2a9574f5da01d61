import { activityMethods } from './activity-list.ts'
import { configMethods } from './config.ts'
import { crmChatMethods } from './crm-chats.ts'
import { dialogMethods } from './dialog.ts'
import { headVoteMethods } from './head-vote.ts'
import { diskMethods } from './disk.ts'
import { historyMethods } from './history.ts'
import { offlineEventMethods } from './offline-events.ts'
import { operatorMethods } from './operator.ts'
import { recentMethods } from './recent.ts'
import { serviceMethods } from './service.ts'
import { withAccess } from './statistics-access.ts'
import { statisticsLists } from './statistics-lists.ts'
import { statisticsTotals } from './statistics-totals.ts'
import { userMethods } from './users.ts'
import { userSearchMethods } from './user-search.ts'
import type { Method } from './method.ts'

/** Finds a method by name in any case. */
export function createRegistry(): (name: string) => Method | undefined {
  const find = (name: string): Method | undefined => byName.get(name.toLowerCase())
  const all = [
    ...statisticsLists,
    ...statisticsTotals,
    ...historyMethods,
    ...diskMethods,
    ...headVoteMethods,
    ...dialogMethods,
    ...operatorMethods,
    ...configMethods,
    ...userMethods,
    ...userSearchMethods,
    ...crmChatMethods,
    ...recentMethods,
    ...activityMethods,
    ...offlineEventMethods,
    ...serviceMethods(find),
  ]
  const byName = new Map(all.map((item) => [item.name.toLowerCase(), withAccess(item)]))
  return find
}
