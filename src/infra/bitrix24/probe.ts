import { z } from 'zod'
import { err, ok, type AppError, type ErrorCode, type Result } from '#contract/result.ts'
import type { PortalFindings } from '#core/portal/portal.ts'
import { availableSources, judgeAbilities, usedMethods, type Evidence } from './abilities.ts'
import type { Batch, Command } from './batch.ts'
import { readAs, type Client } from './client.ts'
import {
  activityTrialSchema, applicationSchema, historyTrialSchema, listOf, mapOf, methodStateSchema, optionalFlag,
  recentPageSchema, scopeSchema, sessionPageSchema,
} from './schemas.ts'

export type ProbeDeps = {
  readonly batch: Batch
  readonly client: Pick<Client, 'setRate'>
  /** False for a webhook, which has no application to ask about. */
  readonly viaApplication: boolean
}

type Read = <S extends z.ZodType>(command: Command, schema: S) => Result<z.output<S>>

const scope = command('scope')
const userAdmin = command('user.admin')
const profile = command('profile')
const application = command('app.info')
const sessionTrial = command('imopenlines.v2.Session.list', { limit: 5 })
const activityTrial = command('crm.activity.list', {
  filter: { '=PROVIDER_ID': 'IMOPENLINES_SESSION' }, order: { ID: 'DESC' }, select: ['ID', 'ASSOCIATED_ENTITY_ID'], start: -1,
})
const recentTrial = command('im.recent.list', { SKIP_DIALOG: 'Y', LIMIT: 20 })
const methodQuestions = usedMethods.map(name => ({ name, question: command('method.get', { name }) }))

const rows = listOf(z.unknown())
/** Sources of sessions, the richest first. */
const sourceTrials: readonly (readonly [Command, z.ZodType])[] = [
  [sessionTrial, sessionPageSchema],
  [activityTrial, activityTrialSchema],
  [recentTrial, recentPageSchema],
]
const passing: readonly ErrorCode[] = ['portal-unreachable', 'portal-busy']
/** Calls that cost little and tell by their answer what rights and plan allow. */
const trials: typeof sourceTrials = [
  ...sourceTrials,
  [command('user.get', { FILTER: { ID: 1 } }), rows],
  [command('department.get', { ID: 1 }), rows],
  [command('imopenlines.config.list.get', { PARAMS: { select: ['ID'], limit: 1 } }), rows],
  [command('im.user.list.get', { ID: [1], RESULT_TYPE: 'array' }), rows],
]
const applicationTrials: typeof trials = [[command('imconnector.list'), mapOf(z.unknown())]]

/** The newest dialog may be without a message yet, which the portal answers like a missing right. */
const mostHistories = 3
const enterprise = 'ent'
const enterpriseRate = { perSecond: 5, burst: 250 }

/** Two requests: what there is and what works; then whether conversations open and what they allow. */
export async function probe({ batch, client, viaApplication }: ProbeDeps): Promise<Result<PortalFindings>> {
  const tries = viaApplication ? [...trials, ...applicationTrials] : trials
  const answers = await ask(batch, [
    scope, userAdmin, profile, ...(viaApplication ? [application] : []), ...methodQuestions.map(({ question }) => question), ...tries.map(([trial]) => trial),
  ])
  if (!answers.ok) return answers
  const read = answers.value
  const spoilt = spoiltTrial(read)
  if (spoilt !== null) return { ok: false, error: spoilt }
  const histories = await tryHistories(batch, sessionsIn(read))
  if (!histories.ok) return histories

  const evidence: Evidence = {
    viaApplication,
    scopes: valueOf(read(scope, scopeSchema)),
    methods: new Map(methodQuestions.flatMap(({ name, question }) => {
      const told = read(question, methodStateSchema)
      return told.ok ? [[name, told.value] as const] : []
    })),
    tried: new Map([...tries.map(([trial, schema]) => [trial.method.toLowerCase(), trial === activityTrial ? recordsError(read) : errorOf(read(trial, schema))] as const), ...histories.value.tried]),
    canRate: histories.value.canRate,
    canJoin: histories.value.canJoin,
  }
  const family = viaApplication ? valueOf(read(application, applicationSchema))?.LICENSE_FAMILY.toLowerCase() : undefined
  if (family === enterprise) client.setRate(enterpriseRate)
  return ok({
    administrator: valueOf(read(userAdmin, optionalFlag)) ?? valueOf(read(profile, z.object({ ADMIN: optionalFlag })))?.ADMIN ?? null,
    scopes: evidence.scopes === null ? null : [...evidence.scopes],
    abilities: [...judgeAbilities(evidence)],
    available: [...availableSources(evidence)],
    enterprise: family === undefined || family === '' ? null : family === enterprise,
  })
}

/** A source that failed on its way only is not given up for a poorer one: such a probe has found nothing. */
function spoiltTrial(read: Read): AppError | null {
  for (const [trial, schema] of sourceTrials) {
    const error = errorOf(read(trial, schema))
    if (error === null) return null
    if (passing.includes(error.code)) return error
  }
  return null
}

/** CRM records that may not be read are left out without a word: none at all beside dialogs of one's own is a missing right. */
function recordsError(read: Read): AppError | null {
  const records = read(activityTrial, activityTrialSchema)
  if (!records.ok) return records.error
  return records.value.length > 0 || ownSessions(read).length === 0 ? null : { code: 'no-rights', message: 'No CRM record of any dialog is shown' }
}

function ownSessions(read: Read): readonly number[] {
  return valueOf(read(recentTrial, recentPageSchema))?.items.flatMap(({ lines }) => (lines === null ? [] : [lines.id])) ?? []
}

function sessionsIn(read: Read): readonly number[] {
  const listed = valueOf(read(sessionTrial, sessionPageSchema))?.sessions.filter(({ messageCount }) => messageCount > 0).map(({ id }) => id)
  const recorded = valueOf(read(activityTrial, activityTrialSchema))?.map(activity => activity.ASSOCIATED_ENTITY_ID) ?? []
  return [...listed ?? [], ...recorded, ...ownSessions(read)].filter(id => id !== null).slice(0, mostHistories)
}

/** Nothing is tried when there is no dialog; one that opens outweighs those that do not. */
async function tryHistories(batch: Batch, sessionIds: readonly number[]): Promise<Result<Pick<Evidence, 'tried' | 'canRate' | 'canJoin'>>> {
  const commands = sessionIds.map(id => command('imopenlines.session.history.get', { SESSION_ID: id }))
  const answers = await ask(batch, commands)
  if (!answers.ok) return answers
  const found = commands.map(history => answers.value(history, historyTrialSchema))
  const opened = found.map(valueOf).filter(history => history !== null)
  const errors = found.map(errorOf)
  return ok({
    tried: new Map(errors.length === 0 ? [] : [['imopenlines.session.history.get', errors.includes(null) ? null : (errors[0] ?? null)] as const]),
    canRate: opened.some(({ canVoteHead }) => canVoteHead === true),
    canJoin: opened.some(history => history.canJoin === true),
  })
}

async function ask(batch: Batch, commands: readonly Command[]): Promise<Result<Read>> {
  const sent = await batch(commands, { priority: 'user', probe: true })
  if (!sent.ok) return sent
  return ok((asked, schema) => {
    const answer = sent.value.answers[commands.indexOf(asked)] ?? err('internal', 'the batch lost its answers')
    return answer.ok ? readAs(schema, answer.value.result, asked.method) : answer
  })
}

function command(method: string, params: Command['params'] = {}): Command {
  return { method, params }
}

function valueOf<T>(result: Result<T>): T | null {
  return result.ok ? result.value : null
}

function errorOf(result: Result<unknown>): AppError | null {
  return result.ok ? null : result.error
}
