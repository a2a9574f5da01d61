import { departments } from './data/company.ts'
import { operatorRights, people } from './data/roles.ts'
import { responsibleId } from './activity.ts'
import { nowSeconds } from './portal-state.ts'
import type { Reach, Rights } from './data/roles.ts'
import type { PortalState } from './portal-state.ts'

export function rightsOf(userId: number): Rights {
  return Object.values(people).find((person) => person.userId === userId)?.rights ?? operatorRights
}

/** Whose dialogs a right reaches; null = everybody's, those nobody serves included. */
export function reachedUsers(state: PortalState, reach: Reach, userId: number): ReadonlySet<number> | null {
  if (reach === 'any') return null
  if (reach === 'none') return new Set()
  if (reach === 'own') return new Set([userId])
  const within = departmentsOf(state, userId)
  return new Set([userId, ...state.directory.staff.filter(({ departmentId }) => within.has(departmentId)).map(({ id }) => id)])
}

export function isReached(state: PortalState, reach: Reach, userId: number, ownerId: number): boolean {
  return reachedUsers(state, reach, userId)?.has(ownerId) ?? true
}

/** As rows of lists and reports: by the operator alone. */
export function canSeeSession(state: PortalState, userId: number, index: number): boolean {
  return isReached(state, rightsOf(userId).sessions, userId, state.store.columns.get('operator', index))
}

/** The CRM record of a session is read by those whose right reaches the person responsible for it. */
export function canReadCrm(state: PortalState, userId: number, index: number): boolean {
  const { crm } = rightsOf(userId)
  if (state.store.columns.get('crm', index) === 0 || crm === 'none') return false
  return crm === 'any' || isReached(state, crm, userId, responsibleId(state, index))
}

/** A conversation opens to its operator, to those whose right reaches him, and to whoever may read the CRM record. */
export function canReadHistory(state: PortalState, userId: number, index: number): boolean {
  const operatorId = state.store.columns.get('operator', index)
  return operatorId === userId || isReached(state, rightsOf(userId).history, userId, operatorId) || canReadCrm(state, userId, index)
}

export function canJoin(state: PortalState, userId: number, lineId: number): boolean {
  return servesLine(state, rightsOf(userId).join, userId, lineId)
}

/** By the line, not by the operator of the dialog, and only where the plan has it. */
export function canVoteHead(state: PortalState, userId: number, lineId: number): boolean {
  return state.settings.headVote && servesLine(state, rightsOf(userId).voteHead, userId, lineId)
}

/** Acting in a dialog takes being in its chat, the right to join its line, or the CRM record. */
export function canActIn(state: PortalState, userId: number, index: number): boolean {
  const { store } = state
  const isMember = store.columns.get('operator', index) === userId || store.joined(index).includes(userId)
  return isMember || canJoin(state, userId, store.columns.get('line', index)) || canReadCrm(state, userId, index)
}

function servesLine(state: PortalState, reach: Reach, userId: number, lineId: number): boolean {
  const reached = reachedUsers(state, reach, userId)
  return reached === null || state.directory.queue(lineId, nowSeconds(state)).some(({ id }) => reached.has(id))
}

/** The department a person works in, those he leads, and everything below them. */
function departmentsOf({ directory }: PortalState, userId: number): ReadonlySet<number> {
  const found = new Set(departments.filter(({ id, head }) => head === userId || id === directory.person(userId)?.departmentId).map(({ id }) => id))
  // Parents stand before their children in the list.
  for (const { id, parent } of departments) if (parent !== null && found.has(parent)) found.add(id)
  return found
}
