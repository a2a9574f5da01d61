import { phrases } from './data/phrases.ts'
import { fill } from './data/variables.ts'
import type { PortalState } from './portal-state.ts'

type Line = 'assigned' | 'transferred' | 'transferredToLine' | 'returnedToQueue' | 'tookOver' | 'joined' | 'askVote' | 'closedByOperator' | 'closedAsSpam' | 'lateVote'
type People = { readonly operatorId?: number; readonly fromId?: number; readonly lineName?: string }

/** A line of the portal's own in the language of the dialog; `fromId` is the person who acts where two are named. */
export function portalText({ store, directory }: PortalState, index: number, name: Line, { operatorId = 0, fromId = 0, lineName = '' }: People): string {
  const operator = directory.person(operatorId)
  const giver = directory.person(fromId)
  const fullName = (person: typeof operator) => (person === undefined ? '' : `${person.firstName} ${person.lastName}`)
  return fill(
    phrases[store.facts(index).line.language][name],
    { operatorId: String(operatorId), operatorFull: fullName(operator), fromId: String(fromId), fromFull: fullName(giver), line: lineName },
    (giver ?? operator)?.gender ?? 'M',
  )
}
