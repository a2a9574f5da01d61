/** How far a right goes: nobody's, one's own dialogs, those of one's departments, everybody's. */
export type Reach = 'none' | 'own' | 'department' | 'any'

export type Rights = {
  /** Administrator of the portal. */
  readonly admin: boolean
  /** Sessions in lists and reports. */
  readonly sessions: Reach
  /** Conversations. */
  readonly history: Reach
  /** Acting in dialogs of lines: `own` = lines the person serves. */
  readonly join: Reach
  /** Rating as a supervisor, by line: `department` = lines that a colleague serves. */
  readonly voteHead: Reach
  /** CRM records, by the person responsible. */
  readonly crm: Reach
}

export const roles = ['admin', 'head', 'supervisor', 'noVote', 'noCrm', 'operator'] as const
export type Role = (typeof roles)[number]

const everything: Rights = { admin: false, sessions: 'any', history: 'any', join: 'any', voteHead: 'any', crm: 'any' }

/** What an employee without any other role may do. */
export const operatorRights: Rights = { admin: false, sessions: 'own', history: 'own', join: 'own', voteHead: 'none', crm: 'own' }

/** People who stand for the kinds of callers a portal has; everybody else is an operator. */
export const people: Readonly<Record<Role, { readonly userId: number; readonly rights: Rights }>> = {
  admin: { userId: 7, rights: { ...everything, admin: true } },
  head: { userId: 11, rights: { admin: false, sessions: 'department', history: 'department', join: 'department', voteHead: 'department', crm: 'department' } },
  supervisor: { userId: 1, rights: everything },
  noVote: { userId: 52, rights: { ...everything, voteHead: 'none' } },
  noCrm: { userId: 27, rights: { ...everything, crm: 'none' } },
  operator: { userId: 12, rights: operatorRights },
}
