import type { SessionStatus } from '#contract/dialogs.ts'
import type { KnownSession } from '#core/portal/portal.ts'
import type { ActivityRecord } from './schemas.ts'
import { readUserCode } from './user-code.ts'

const ownerTypes: Readonly<Record<number, string>> = { 1: 'lead', 2: 'deal', 3: 'contact', 4: 'company' }
/** Smart processes are numbered from here. */
const firstSmartProcess = 128
/** RESULT_STATUS once an operator has taken the dialog; it never goes back. */
const taken = 2

/** Null where the activity names no session. */
export function toKnownSession(record: ActivityRecord): KnownSession | null {
  const id = record.ASSOCIATED_ENTITY_ID ?? sessionOf(record.ORIGIN_ID)
  const createdAt = record.START_TIME ?? record.CREATED
  if (id === null || createdAt === null) return null
  const code = readUserCode(record.PROVIDER_PARAMS.USER_CODE)
  return {
    id,
    lineId: record.PROVIDER_TYPE_ID ?? code?.lineId ?? 0,
    source: record.RESULT_SOURCE_ID || code?.source || '',
    ...(code === null ? {} : { userCode: code.text }),
    ...(code?.clientId == null ? {} : { clientId: code.clientId }),
    // Follows transfers only on some lines: the history knows better.
    operatorId: record.RESPONSIBLE_ID,
    status: toStatus(record),
    createdAt,
    closedAt: record.COMPLETED ? closeOf(record) : null,
    changedAt: record.LAST_UPDATED,
    ...toCrmEntity(record),
  }
}

/** A dialog bound to another CRM record may have left an older activity behind: the one changed last counts, then the greater id. */
export function toKnownSessions(records: readonly ActivityRecord[]): readonly KnownSession[] {
  const newest = new Map<number, { readonly record: ActivityRecord; readonly session: KnownSession }>()
  for (const record of records) {
    const session = toKnownSession(record)
    if (session === null) continue
    const known = newest.get(session.id)?.record
    if (known === undefined || isNewer(record, known)) newest.set(session.id, { record, session })
  }
  return [...newest.values()].map(({ session }) => session)
}

function isNewer(record: ActivityRecord, known: ActivityRecord): boolean {
  return (record.LAST_UPDATED ?? 0) - (known.LAST_UPDATED ?? 0) > 0 || (record.LAST_UPDATED === known.LAST_UPDATED && record.ID >= known.ID)
}

/** END_TIME may be a plan: of every open dialog, and of a closed one that a late rating has opened again. */
function closeOf({ END_TIME: end, LAST_UPDATED: changedAt }: ActivityRecord): number | null {
  return end === null || changedAt === null ? end : Math.min(end, changedAt)
}

function toStatus({ COMPLETED, RESULT_STATUS }: ActivityRecord): SessionStatus {
  // Spam completes the activity, too, and leaves no mark.
  return COMPLETED ? 'closed' : RESULT_STATUS === taken ? 'answered' : 'new'
}

function toCrmEntity({ OWNER_TYPE_ID: type, OWNER_ID: id }: ActivityRecord): Pick<KnownSession, 'crmEntityType' | 'crmEntityId'> {
  const name = ownerTypes[type] ?? (type >= firstSmartProcess ? `dynamic_${type}` : null)
  return name === null || id === null ? { crmEntityType: null, crmEntityId: null } : { crmEntityType: name, crmEntityId: id }
}

function sessionOf(originId: string): number | null {
  const [, id] = /^IMOL_([1-9]\d{0,14})$/.exec(originId) ?? []
  return id === undefined ? null : Number(id)
}
