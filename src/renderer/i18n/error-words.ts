import type { ErrorCode } from '#contract/result.ts'
import type { Language } from '#contract/channels.ts'

/** What is so, and what can be done about it. */
export type ErrorWords = { readonly what: string; readonly next: string }

/** The one table from error codes to words. */
export const errorWords: Readonly<Record<ErrorCode, Readonly<Record<Language, ErrorWords>>>> = {
  'invalid-input': {
    en: { what: 'Linewatch did not accept this value.', next: 'Check what was entered and try again.' },
    ru: { what: 'Linewatch не принимает это значение.', next: 'Проверьте введённое и попробуйте ещё раз.' },
  },
  'unknown-method': {
    en: { what: 'This window and the program behind it are of different versions.', next: 'Restart Linewatch.' },
    ru: { what: 'Окно и программа за ним разных версий.', next: 'Перезапустите Linewatch.' },
  },
  'forbidden': {
    en: { what: 'This window is no longer connected to Linewatch.', next: 'Open Linewatch again.' },
    ru: { what: 'Окно больше не подключено к Linewatch.', next: 'Откройте Linewatch заново.' },
  },
  'not-found': {
    en: { what: 'This is not in the local copy.', next: 'It may appear after the next check of the portal.' },
    ru: { what: 'В локальной копии этого нет.', next: 'Возможно, появится после следующей проверки портала.' },
  },
  'not-signed-in': {
    en: { what: 'Nobody is signed in.', next: 'Sign in to a portal.' },
    ru: { what: 'Вход не выполнен.', next: 'Войдите на портал.' },
  },
  'not-a-url': {
    en: { what: 'This is not a web address.', next: 'Paste the whole address of the webhook; it begins with https://' },
    ru: { what: 'Это не похоже на веб-адрес.', next: 'Вставьте адрес вебхука целиком; он начинается с https://' },
  },
  'https-required': {
    en: { what: 'The address begins with http://, so the secret would travel unprotected.', next: 'Use the address with https://' },
    ru: { what: 'Адрес начинается с http://, и секрет ушёл бы по сети незащищённым.', next: 'Используйте адрес с https://' },
  },
  'not-a-webhook': {
    en: { what: 'This is an address, but not of an incoming webhook.', next: 'A webhook looks like https://portal/rest/1/secret/: copy it from the webhook’s page in Bitrix24.' },
    ru: { what: 'Это адрес, но не входящего вебхука.', next: 'Вебхук выглядит так: https://portal/rest/1/secret/ — скопируйте его со страницы вебхука в Битрикс24.' },
  },
  'not-a-portal': {
    en: { what: 'The address answers, but not as a Bitrix24 portal.', next: 'Check the host name. If a proxy or a sign-in page of the network stands between, pass it first.' },
    ru: { what: 'Адрес отвечает, но это не портал Битрикс24.', next: 'Проверьте имя портала. Если по пути стоит прокси или страница входа в сеть, сначала пройдите её.' },
  },
  'portal-unreachable': {
    en: { what: 'The portal does not answer.', next: 'Check the host name and this computer’s network, then try again.' },
    ru: { what: 'Портал не отвечает.', next: 'Проверьте имя портала и сеть этого компьютера, затем попробуйте ещё раз.' },
  },
  'wrong-secret': {
    en: { what: 'The portal does not know this webhook: its secret is wrong, or it was deleted.', next: 'Copy the address again, or make a new webhook.' },
    ru: { what: 'Портал не знает этот вебхук: секрет неверный или вебхук удалён.', next: 'Скопируйте адрес ещё раз или создайте новый вебхук.' },
  },
  'missing-scope': {
    en: { what: 'The webhook lacks the permission “imopenlines”.', next: 'Open the webhook in Bitrix24, add the permissions listed beside, save, and sign in again with the same address.' },
    ru: { what: 'У вебхука нет права «imopenlines».', next: 'Откройте вебхук в Битрикс24, добавьте перечисленные рядом права, сохраните и войдите с тем же адресом.' },
  },
  'plan-without-statistics': {
    en: { what: 'The portal’s plan has no Open Channels statistics.', next: 'Linewatch reads them; the portal’s administrator can change the plan.' },
    ru: { what: 'В тарифе портала нет статистики Открытых линий.', next: 'Linewatch читает именно её; сменить тариф может администратор портала.' },
  },
  'plan-without-rest': {
    en: { what: 'The portal’s plan does not allow webhooks (REST).', next: 'The portal’s administrator can change the plan.' },
    ru: { what: 'Тариф портала не разрешает вебхуки (REST).', next: 'Сменить тариф может администратор портала.' },
  },
  'no-rights': {
    en: { what: 'The owner of the webhook may not do this in the portal.', next: 'A portal administrator can give the rights in the Open Channels access settings.' },
    ru: { what: 'Владельцу вебхука это на портале не разрешено.', next: 'Права даёт администратор портала в настройках доступа к Открытым линиям.' },
  },
  'portal-busy': {
    en: { what: 'The portal limits the number of requests just now.', next: 'Wait a minute and try again.' },
    ru: { what: 'Портал сейчас ограничивает число запросов.', next: 'Подождите минуту и попробуйте ещё раз.' },
  },
  'portal-blocked': {
    en: { what: 'The portal is switched off or blocked.', next: 'Open it in a browser: it says why. Its administrator can help.' },
    ru: { what: 'Портал отключён или заблокирован.', next: 'Откройте его в браузере: там написана причина. Поможет администратор портала.' },
  },
  'portal-rejected': {
    en: { what: 'The portal refused the request.', next: 'Try again; if it repeats, the log in the profile folder holds the portal’s answer.' },
    ru: { what: 'Портал отклонил запрос.', next: 'Попробуйте ещё раз; если повторится, ответ портала есть в журнале в папке профиля.' },
  },
  'rating-conflict': {
    en: { what: 'Somebody else has rated this dialog meanwhile.', next: 'Retry puts yours in its place.' },
    ru: { what: 'Тем временем диалог оценил кто-то другой.', next: '«Повторить» заменит ту оценку вашей.' },
  },
  'rating-not-kept': {
    en: { what: 'The portal took the rating but did not keep it.', next: 'The right to rate may be missing; try again or ask the portal’s administrator.' },
    ru: { what: 'Портал принял оценку, но не сохранил её.', next: 'Возможно, нет права на оценку; повторите или обратитесь к администратору портала.' },
  },
  'disk': {
    en: { what: 'A file could not be written on this computer.', next: 'Check free space and the folder’s permissions, then try again.' },
    ru: { what: 'Не удалось записать файл на этом компьютере.', next: 'Проверьте свободное место и права на папку, затем попробуйте ещё раз.' },
  },
  'newer-data': {
    en: { what: 'The data on this computer was written by a newer Linewatch.', next: 'Install the newer version; the data is untouched.' },
    ru: { what: 'Данные на этом компьютере записаны более новой версией Linewatch.', next: 'Установите её; данные не тронуты.' },
  },
  'damaged-data': {
    en: { what: 'The local copy is damaged.', next: 'Restart Linewatch: the copy is loaded again from the portal; ratings are kept apart.' },
    ru: { what: 'Локальная копия повреждена.', next: 'Перезапустите Linewatch: копия загрузится с портала заново, оценки хранятся отдельно.' },
  },
  'profile-in-use': {
    en: { what: 'Another Linewatch is using this profile.', next: 'Use that window, or close it first.' },
    ru: { what: 'Этот профиль занят другим Linewatch.', next: 'Работайте в том окне или сначала закройте его.' },
  },
  'demo-failed': {
    en: { what: 'The demo portal could not be started.', next: 'Try again; if it repeats, the log in the profile folder says why.' },
    ru: { what: 'Не удалось запустить демо-портал.', next: 'Попробуйте ещё раз; если повторится, причина есть в журнале в папке профиля.' },
  },
  'cancelled': {
    en: { what: 'This was cancelled.', next: 'It can be started again at any time.' },
    ru: { what: 'Действие отменено.', next: 'Его можно начать снова в любой момент.' },
  },
  'engine-stopped': {
    en: { what: 'Linewatch has stopped.', next: 'Start it again; saved ratings are not lost.' },
    ru: { what: 'Linewatch остановлен.', next: 'Запустите его снова; сохранённые оценки не потеряны.' },
  },
  'internal': {
    en: { what: 'Something unexpected happened inside Linewatch.', next: 'Try again; the log in the profile folder says more.' },
    ru: { what: 'Внутри Linewatch произошло что-то непредвиденное.', next: 'Попробуйте ещё раз; подробности в журнале в папке профиля.' },
  },
}
