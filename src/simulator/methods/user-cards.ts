import { bot } from '../data/company.ts'
import { FIRST_CLIENT_USER_ID } from '../generate/clients.ts'
import { createRng } from '../rng.ts'
import { isoDate, nowSeconds } from '../portal-state.ts'
import type { PortalState } from '../portal-state.ts'

const colors = ['#df532d', '#64a513', '#4ba984', '#4ba5c3', '#3e99ce', '#8474c8', '#1eb4aa', '#f76187', '#58cc47', '#ab7761']

type Facts = {
  readonly id: number
  readonly firstName: string
  readonly lastName: string
  readonly gender: 'M' | 'F'
  readonly kind: 'employee' | 'bot' | 'client'
  readonly active: boolean
  readonly position: string
  readonly departments: readonly number[]
}

/** A messenger user: employee, bot or client of an open channel. Keys as `im.user.list.get` writes them. */
export function userCard(state: PortalState, id: number): Record<string, unknown> | null {
  const facts = factsOf(state, id)
  if (facts === null) return null
  const rng = createRng(state.store.context.seed, 'card', id)
  return {
    id,
    active: facts.active,
    name: `${facts.firstName} ${facts.lastName}`.trim(),
    first_name: facts.firstName,
    last_name: facts.lastName,
    work_position: facts.position,
    color: rng.pick(colors),
    avatar: '',
    avatar_hr: '',
    gender: facts.gender,
    birthday: '',
    extranet: facts.kind === 'client',
    network: false,
    bot: facts.kind === 'bot',
    connector: facts.kind === 'client',
    external_auth_id: facts.kind === 'client' ? 'imconnector' : facts.kind === 'bot' ? 'bot' : 'default',
    status: 'online',
    idle: false,
    last_activity_date: isoDate(nowSeconds(state) - rng.between(30, 7200), state.timeZone),
    mobile_last_date: false,
    desktop_last_date: false,
    departments: facts.departments,
    absent: false,
    phones: false,
    type: facts.kind === 'bot' ? 'bot' : facts.kind === 'client' ? 'connector' : 'user',
    profile: `/company/personal/user/${id}/`,
  }
}

/** The re-casing that history answers get: `first_name` becomes `firstName`, `chatId` becomes `chatid`. */
export function recase(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), inner]),
  )
}

function factsOf(state: PortalState, id: number): Facts | null {
  const { store, directory } = state
  if (id === bot.id) return { id, firstName: bot.name, lastName: '', gender: 'M', kind: 'bot', active: true, position: '', departments: [] }
  const person = directory.person(id)
  if (person !== undefined) {
    return {
      id,
      firstName: person.firstName,
      lastName: person.lastName,
      gender: person.gender,
      kind: 'employee',
      active: directory.isEmployed(person, nowSeconds(state)),
      position: person.position,
      departments: [person.departmentId],
    }
  }
  const index = store.latestOfClient(id - FIRST_CLIENT_USER_ID)
  if (index === null) return null
  const client = store.client(index)
  return { id, firstName: client.firstName, lastName: client.lastName, gender: client.gender, kind: 'client', active: true, position: '', departments: [] }
}
