import { personName } from '../data/names.ts'
import { createRng, hexFrom } from '../rng.ts'
import { crmTypes } from '../types.ts'
import type { Channel, CrmType, Gender, Language } from '../types.ts'

export const FIRST_CLIENT_USER_ID = 5001
export const FIRST_CHAT_ID = 9001

const FIRST_CRM_ID = 200
const CRM_IDS_EACH = 3

export type Client = {
  readonly name: string
  readonly firstName: string
  readonly lastName: string
  readonly gender: Gender
  /** The id by which the channel knows the person. */
  readonly externalId: string
  readonly crm: { readonly type: CrmType; readonly id: number } | null
}

/** Everything about a client follows from the seed and the number, so nothing needs to be stored. */
export function clientProfile(seed: number, client: number, language: Language, channel: Channel): Client {
  const rng = createRng(seed, 'client', client)
  // One in twelve writes to a line in another language than his own name suggests.
  const person = personName(rng, rng.chance(0.92) ? language : 'en')
  const externalId = externalIdOf(rng.between(100_000_000, 999_999_999), hexFrom(rng, 16), channel)
  const crm = rng.chance(0.62)
    ? { type: rng.weighted([[crmTypes[0], 40], [crmTypes[1], 27], [crmTypes[2], 28], [crmTypes[3], 5]]), id: FIRST_CRM_ID + client * CRM_IDS_EACH + rng.between(0, CRM_IDS_EACH - 1) }
    : null
  if (channel === 'livechat' && rng.chance(0.5)) {
    const name = `${language === 'ru' ? 'Гость' : 'Guest'} ${1000 + (client % 9000)}`
    return { name, firstName: name, lastName: '', gender: 'M', externalId, crm }
  }
  return { ...person, name: `${person.firstName} ${person.lastName}`, externalId, crm }
}

/** The only client whom a CRM record with this id can belong to. */
export function clientOfCrmId(id: number): number {
  return Math.floor((id - FIRST_CRM_ID) / CRM_IDS_EACH)
}

function externalIdOf(digits: number, hex: string, channel: Channel): string {
  if (channel === 'livechat') return hex
  if (channel === 'whatsappbyedna' || channel === 'whatsappbytwilio' || channel === 'viber') return `79${digits}`
  if (channel === 'avito') return `u2i-${hex.slice(0, 10)}`
  return String(digits)
}
