import { z } from 'zod'

/*
 * The portal is PHP: numbers come as text, flags as "Y", empty maps as `[]`, nothing as `false` or "". These schemas read
 * what is meant. Only what a record cannot be used without (ids, creation dates) is insisted on.
 */

const numeric = z.union([z.number(), z.string().trim().regex(/^-?\d+(?:\.\d+)?$/).transform(Number)])
export const intSchema = numeric.transform(Math.trunc)
export const idSchema = intSchema.pipe(z.number().int().positive().max(Number.MAX_SAFE_INTEGER))

export const optionalInt = intSchema.nullable().catch(null)
/** PHP has 0 where there is no one. */
export const optionalId = idSchema.nullable().catch(null)
export const countSchema = intSchema.catch(0)

export const textSchema = z.union([z.string(), z.number().transform(String)]).catch('')
/** An empty text says as little as null. */
export const optionalText = z.string().transform(text => (text.trim() === '' ? null : text)).nullable().catch(null)

export const instantSchema = z.string().transform((text, context) => {
  const at = Date.parse(text)
  if (Number.isFinite(at)) return at
  context.addIssue({ code: 'custom', message: 'not a date' })
  return z.NEVER
})
export const optionalInstant = instantSchema.nullable().catch(null)

const yes: readonly unknown[] = [true, 1, 'Y', 'y', '1', 'true']
const no: readonly unknown[] = [false, 0, 'N', 'n', '0', 'false']
export const optionalFlag = z.unknown().optional().transform(value => (yes.includes(value) ? true : no.includes(value) ? false : null))
export const flagSchema = optionalFlag.transform(value => value === true)

/** A map whose emptiness PHP writes as `[]`; a list is read by its indexes. */
export function mapOf<T extends z.ZodType>(item: T) {
  return z.preprocess(
    value => (Array.isArray(value) ? Object.fromEntries(value.entries()) : value === null || value === false ? {} : value),
    z.record(z.string(), item),
  )
}

/** A list that comes as a map when its keys are not 0, 1, 2…, and as `false` or null when empty. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.preprocess(
    value => (typeof value === 'object' && value !== null ? Object.values(value) : value === null || value === false ? [] : value),
    z.array(item),
  )
}

export const timeSchema = z.object({
  finish: numeric.nullable().catch(null),
  date_finish: z.string().catch(''),
  operating: numeric.catch(0),
  operating_reset_at: numeric.nullable().catch(null),
})
export type PortalTime = z.output<typeof timeSchema>

export const batchSchema = z.object({
  result: mapOf(z.unknown()).catch({}),
  result_error: mapOf(z.unknown()).catch({}),
  result_total: mapOf(optionalInt).catch({}),
  result_next: mapOf(optionalInt).catch({}),
  result_time: mapOf(timeSchema.nullable().catch(null)).catch({}),
})

export const scopeSchema = listOf(z.string())
export const profileSchema = z.object({ ID: idSchema, NAME: textSchema, LAST_NAME: textSchema })

export const sessionSchema = z.object({
  id: idSchema,
  configId: countSchema,
  source: textSchema,
  operatorId: optionalId,
  userId: countSchema,
  userCode: textSchema,
  chatId: countSchema,
  dateCreate: instantSchema,
  dateClose: optionalInstant,
  dateFirstAnswer: optionalInstant,
  dateOperatorAnswer: optionalInstant,
  status: textSchema,
  closeReason: textSchema,
  vote: z.unknown().optional(),
  voteHead: optionalInt,
  commentHead: optionalText,
  crmEntityType: optionalText,
  crmEntityId: optionalId,
  queueTransfers: countSchema,
  waitAnswer: optionalInt,
  waitClose: optionalInt,
  kpiFirstAnswer: optionalFlag,
  messageCount: countSchema,
})
export type SessionRecord = z.output<typeof sessionSchema>

export const ratingSchema = z.object({
  sessionId: idSchema,
  configId: countSchema,
  operatorId: optionalId,
  source: textSchema,
  vote: z.unknown().optional(),
  dateVote: optionalInstant,
})
export type RatingRecord = z.output<typeof ratingSchema>

export const sessionPageSchema = z.object({ sessions: listOf(sessionSchema), hasNextPage: optionalFlag })
export const ratingPageSchema = z.object({ ratings: listOf(ratingSchema), hasNextPage: optionalFlag })
export const statSchema = z.object({ totalSessions: intSchema })

export const userSchema = z.object({
  ID: idSchema,
  ACTIVE: flagSchema,
  NAME: textSchema,
  LAST_NAME: textSchema,
  WORK_POSITION: textSchema,
  UF_DEPARTMENT: listOf(optionalId).catch([]),
})
export const lineSchema = z.object({ ID: idSchema, LINE_NAME: textSchema, ACTIVE: flagSchema, CRM: optionalFlag })
export const departmentSchema = z.object({ ID: idSchema, NAME: textSchema, PARENT: optionalId })

/** `im.user.list.get` speaks snake_case; an unknown id is null or false. */
export const imUserSchema = z.object({ id: idSchema, name: textSchema, first_name: textSchema, last_name: textSchema })

/**
 * Ten fields between bars: 0 to 2 the CRM record, 3 pinned to its operator, 4 waits for the client's rating, 5 the open
 * session or 0, 6 when it began, 7 the line or 0 for the client's own.
 */
const chatDataSchema = z.string().transform((text, context) => {
  const fields = text.split('|')
  const numberAt = (index: number) => Number(fields[index] ?? 0)
  const [sessionId, startedAt, lineId] = [Number(fields[5]), numberAt(6) * 1000, numberAt(7)]
  if (Number.isInteger(sessionId) && sessionId >= 0) {
    return {
      isWaiting: fields[4] === 'Y', sessionId, lineId: lineId > 0 ? lineId : null,
      isPinned: fields[3] === 'Y', startedAt: startedAt > 0 ? startedAt : null,
      crm: fields[0] === 'Y' && numberAt(2) > 0 ? { type: (fields[1] ?? '').toLowerCase(), id: numberAt(2) } : null,
    }
  }
  context.addIssue({ code: 'custom', message: 'no session id' })
  return z.NEVER
})
const optionalChatData = chatDataSchema.nullable().catch(null)

const historyMessageSchema = z.object({
  id: idSchema,
  senderid: countSchema,
  date: optionalInstant,
  text: textSchema,
  params: mapOf(z.unknown()).catch({}),
})
const historyUserSchema = z.object({
  name: textSchema, firstName: textSchema, lastName: textSchema, connector: flagSchema, bot: flagSchema, externalAuthId: textSchema,
}).transform(user => ({ ...user, connector: user.connector || user.externalAuthId === 'imconnector' }))
const historyFileSchema = z.object({ name: textSchema, type: textSchema, size: countSchema })

const historyChatSchema = z.object({ id: optionalId, name: textSchema, owner: countSchema, entityId: textSchema, entityData1: optionalChatData })

export const historySchema = z.object({
  sessionId: optionalId,
  chatId: optionalId,
  chat: mapOf(historyChatSchema).catch({}),
  canVoteHead: optionalFlag,
  sessionVoteHead: optionalInt,
  sessionCommentHead: optionalText,
  message: mapOf(historyMessageSchema),
  users: mapOf(historyUserSchema).catch({}),
  files: mapOf(historyFileSchema).catch({}),
})
export type HistoryRecord = z.output<typeof historySchema>

/** The address lets in whoever has it. */
export const diskFileSchema = z.object({ DOWNLOAD_URL: z.string(), SIZE: countSchema })

/** `owner` is the operator. */
export const dialogSchema = z.object({ owner: optionalId, role: textSchema, entity_id: textSchema, entity_data_1: chatDataSchema })

/** What the probe asks for. */
export const methodStateSchema = z.object({ isExisting: optionalFlag, isAvailable: optionalFlag })
export const applicationSchema = z.object({ LICENSE_FAMILY: textSchema })
export const activityTrialSchema = listOf(z.object({ ASSOCIATED_ENTITY_ID: optionalId }))
export const historyTrialSchema = z.object({ canVoteHead: optionalFlag, canJoin: optionalFlag })

/** An open line's dialog as a CRM activity. `PROVIDER_TYPE_ID` is the line, `RESULT_SOURCE_ID` the channel. */
export const activitySchema = z.object({
  ID: idSchema,
  ASSOCIATED_ENTITY_ID: optionalId,
  ORIGIN_ID: textSchema,
  PROVIDER_TYPE_ID: optionalId,
  PROVIDER_PARAMS: z.object({ USER_CODE: textSchema }).catch({ USER_CODE: '' }),
  RESULT_SOURCE_ID: textSchema,
  RESULT_STATUS: countSchema,
  COMPLETED: flagSchema,
  RESPONSIBLE_ID: optionalId,
  START_TIME: optionalInstant,
  END_TIME: optionalInstant,
  CREATED: optionalInstant,
  LAST_UPDATED: optionalInstant,
  OWNER_TYPE_ID: countSchema,
  OWNER_ID: optionalId,
})
export type ActivityRecord = z.output<typeof activitySchema>

/** `lines` of a dialog in the messenger's list: its session and the portal's number for the session's state. */
const recentSessionSchema = z.object({ id: idSchema, status: countSchema, date_create: optionalInstant })
export const recentItemSchema = z.object({
  chat_id: optionalId,
  date_update: optionalInstant,
  lines: recentSessionSchema.nullable().catch(null),
  chat: z.object({ id: optionalId, owner: countSchema, entity_id: textSchema, entity_data_1: optionalChatData, date_create: optionalInstant }).nullable().catch(null),
})
export type RecentItem = z.output<typeof recentItemSchema>
export const recentPageSchema = z.object({ items: listOf(recentItemSchema), hasMore: optionalFlag })
