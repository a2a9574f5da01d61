import { channels } from '../types.ts'
import { isoDate, nowSeconds } from '../portal-state.ts'
import { failures, RestError } from '../rest/rest-error.ts'
import { isTruthy, toText } from '../rest/php.ts'
import { rightsOf } from '../rights.ts'
import { allGranted, isOffered } from '../settings.ts'
import { method } from './method.ts'
import type { Channel } from '../types.ts'
import type { Method } from './method.ts'

const allScopes = [...allGranted, 'task', 'telephony', 'pull', 'placement', 'log', 'calendar']

export const channelNames: Readonly<Record<Channel, string>> = {
  livechat: 'Онлайн-чат',
  telegrambot: 'Telegram',
  whatsappbyedna: 'WhatsApp (Edna)',
  vkgroup: 'ВКонтакте',
  avito: 'Авито',
  viber: 'Viber',
  fbinstagramdirect: 'Instagram Direct',
  facebook: 'Facebook',
  whatsappbytwilio: 'WhatsApp (Twilio)',
  ok: 'Одноклассники',
  max: 'MAX',
}

const knownFeatures = ['rest_offline_extended', 'rest_auth_connector']

/** `find` looks a method up by its lower-case name, as `method.get` needs it. */
export function serviceMethods(find: (name: string) => Method | undefined): readonly Method[] {
  return [
    method('profile', 'basic', (state, _, caller) => {
      const person = state.directory.person(caller.userId)
      // PHP's empty map: a person who has left is nobody.
      if (person === undefined || !state.directory.isEmployed(person, nowSeconds(state))) return { result: [] }
      return { result: { ID: String(person.id), ADMIN: rightsOf(person.id).admin, NAME: person.firstName, LAST_NAME: person.lastName, PERSONAL_GENDER: person.gender, TIME_ZONE: '' } }
    }),
    method('scope', 'basic', (_, params, caller) => ({ result: isTruthy(params['full']) ? allScopes : caller.scopes })),
    method('user.admin', 'basic', (_, __, caller) => ({ result: rightsOf(caller.userId).admin })),
    method('method.get', 'basic', ({ settings }, params, caller) => {
      // Only the lower-case spelling is known here, unlike in calls.
      const found = find(toText(params['name']))
      const isKnown = found !== undefined && found.name.toLowerCase() === params['name'] && isOffered(settings, found)
      return { result: { isExisting: isKnown, isAvailable: isKnown && (found.scope === 'basic' || caller.scopes.includes(found.scope)) } }
    }),
    method('server.time', 'basic', (state) => ({ result: isoDate(nowSeconds(state), state.timeZone) })),
    method('app.info', 'basic', ({ settings: { license } }, __, caller) => {
      if (!caller.viaApplication) throw failures.applicationOnly()
      return {
        result: { ID: 5, CODE: 'linewatch', VERSION: 1, STATUS: 'L', INSTALLED: true, PAYMENT_EXPIRED: 'N', DAYS: null, LANGUAGE_ID: 'ru', LICENSE: `ru_${license}100`, LICENSE_TYPE: `${license}100`, LICENSE_FAMILY: license },
      }
    }),
    method('feature.get', 'basic', (_, params) => {
      const code = toText(params['CODE'] ?? params['code'])
      if (code === '') throw new RestError('CODE_EMPTY', 'CODE can\'t be empty')
      return { result: { value: knownFeatures.includes(code) ? 'Y' : 'N' } }
    }),
    method('imconnector.list', 'imopenlines', (_, __, caller) => {
      if (!caller.viaApplication) throw failures.wrongAuthType()
      return { result: Object.fromEntries(channels.map((channel) => [channel, channelNames[channel]])) }
    }),
  ]
}
