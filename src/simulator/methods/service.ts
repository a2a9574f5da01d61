import { channels } from '../types.ts'
import { isoDate, nowSeconds } from '../portal-state.ts'
import { failures } from '../rest/rest-error.ts'
import { isTruthy, toText } from '../rest/php.ts'
import { method } from './method.ts'
import type { Channel } from '../types.ts'
import type { Method, Scope } from './method.ts'

/** What the demo webhook and application were given. `basic` is not a scope of its own. */
export const grantedScopes: readonly Scope[] = ['imopenlines', 'imconnector', 'im', 'user', 'department']
const allScopes = [...grantedScopes, 'crm', 'task', 'disk', 'telephony', 'pull', 'placement', 'log', 'calendar']

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

/** `find` looks a method up by its lower-case name, as `method.get` needs it. */
export function serviceMethods(find: (name: string) => Method | undefined): readonly Method[] {
  return [
    method('profile', 'basic', (state, _, caller) => {
      const person = state.directory.person(caller.userId)
      if (person === undefined) return { result: [] }
      return { result: { ID: String(person.id), ADMIN: true, NAME: person.firstName, LAST_NAME: person.lastName, PERSONAL_GENDER: person.gender, TIME_ZONE: '' } }
    }),
    method('scope', 'basic', (_, params) => ({ result: isTruthy(params['full']) ? allScopes : grantedScopes })),
    method('method.get', 'basic', (_, params) => {
      // Only the lower-case spelling is known here, unlike in calls.
      const found = find(toText(params['name']))
      const isKnown = found !== undefined && found.name.toLowerCase() === params['name']
      return { result: { isExisting: isKnown, isAvailable: isKnown && (found.scope === 'basic' || grantedScopes.includes(found.scope)) } }
    }),
    method('server.time', 'basic', (state) => ({ result: isoDate(nowSeconds(state), state.timeZoneMinutes) })),
    method('app.info', 'basic', (_, __, caller) => {
      if (!caller.viaApplication) throw failures.accessDenied(403)
      return {
        result: { ID: 5, CODE: 'linewatch', VERSION: 1, STATUS: 'L', INSTALLED: true, PAYMENT_EXPIRED: 'N', DAYS: null, LANGUAGE_ID: 'ru', LICENSE: 'ru_pro100', LICENSE_TYPE: 'pro100', LICENSE_FAMILY: 'pro' },
      }
    }),
    method('imconnector.list', 'imconnector', (_, __, caller) => {
      if (!caller.viaApplication) throw failures.wrongAuthType()
      return { result: Object.fromEntries(channels.map((channel) => [channel, channelNames[channel]])) }
    }),
    // Known to the portal but never granted here: callers must meet insufficient_scope, not an unknown method.
    method('crm.activity.list', 'crm', () => ({ result: [] })),
  ]
}
