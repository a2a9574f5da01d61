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
    en: { what: 'This is not a web address.', next: 'Paste the whole address as the portal shows it; it begins with https://' },
    ru: { what: 'Это не похоже на веб-адрес.', next: 'Вставьте адрес целиком, как его показывает портал; он начинается с https://' },
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
  'wrong-client': {
    en: { what: 'The portal does not accept the application’s ID or key.', next: 'Copy both again from the application’s card in Bitrix24.' },
    ru: { what: 'Портал не принимает код или ключ приложения.', next: 'Скопируйте оба ещё раз из карточки приложения в Битрикс24.' },
  },
  'sign-in-timed-out': {
    en: { what: 'No answer came from the browser in three minutes.', next: 'Sign in again, and allow access in the browser; if its last page does not open, paste that page’s address.' },
    ru: { what: 'За три минуты браузер не ответил.', next: 'Начните вход снова и разрешите доступ в браузере; если последняя страница не откроется, вставьте её адрес.' },
  },
  'sign-in-mismatch': {
    en: { what: 'The answer belongs to another portal or to another sign-in.', next: 'Check the portal’s address and start the sign-in again.' },
    ru: { what: 'Ответ относится к другому порталу или к другому входу.', next: 'Проверьте адрес портала и начните вход заново.' },
  },
  'wrong-code': {
    en: { what: 'The portal does not accept this code; a code holds for 30 seconds and once.', next: 'Start the sign-in again and paste the new code at once.' },
    ru: { what: 'Портал не принимает этот код: он действует 30 секунд и только один раз.', next: 'Начните вход снова и вставьте новый код сразу.' },
  },
  'sign-in-locked': {
    en: { what: 'This account is locked: its sign-in cannot be read now.', next: 'Unlock it, or sign in again; the local copy is untouched.' },
    ru: { what: 'Учётная запись заблокирована: её вход сейчас нельзя прочитать.', next: 'Разблокируйте её или войдите снова; локальная копия не тронута.' },
  },
  'wrong-passphrase': {
    en: { what: 'This is not the passphrase.', next: 'Check the keyboard layout and try again; nothing has been deleted.' },
    ru: { what: 'Парольная фраза не подходит.', next: 'Проверьте раскладку и попробуйте ещё раз; ничего не удалено.' },
  },
  'sign-in-expired': {
    en: { what: 'The sign-in has ended: the portal no longer accepts it.', next: 'Sign in again; the local copy and unsent ratings stay.' },
    ru: { what: 'Вход закончился: портал его больше не принимает.', next: 'Войдите снова; локальная копия и неотправленные оценки остаются.' },
  },
  'unsent-ratings': {
    en: { what: 'Some ratings have not reached the portal yet.', next: 'Wait until they are sent, or sign out all the same: unless deleted, they are sent after the next sign-in.' },
    ru: { what: 'Часть оценок ещё не на портале.', next: 'Дождитесь отправки или всё равно выйдите: если их не удалить, они отправятся после следующего входа.' },
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
    en: { what: 'The webhook or application lacks the permission “imopenlines”.', next: 'Open it in Bitrix24, add the permissions that the sign-in screen lists, save, and sign in again.' },
    ru: { what: 'У вебхука или приложения нет права «imopenlines».', next: 'Откройте его в Битрикс24, добавьте права, перечисленные на экране входа, сохраните и войдите снова.' },
  },
  'plan-without-statistics': {
    en: { what: 'The portal’s plan has no Open Channels statistics.', next: 'Linewatch reads them; the portal’s administrator can change the plan.' },
    ru: { what: 'В тарифе портала нет статистики Открытых линий.', next: 'Linewatch читает именно её; сменить тариф может администратор портала.' },
  },
  'plan-without-rest': {
    en: { what: 'The portal’s plan does not allow applications and webhooks (REST).', next: 'The portal’s administrator can change the plan.' },
    ru: { what: 'Тариф портала не разрешает приложения и вебхуки (REST).', next: 'Сменить тариф может администратор портала.' },
  },
  'no-rights': {
    en: { what: 'The user of this sign-in may not do this in the portal.', next: 'A portal administrator can give the rights in the Open Channels access settings.' },
    ru: { what: 'Пользователю этого входа такое действие на портале не разрешено.', next: 'Права даёт администратор портала в настройках доступа к Открытым линиям.' },
  },
  'no-app-access': {
    en: { what: 'The user has no access to the application in the portal.', next: 'A portal administrator can give it in the application’s access settings; then sign in again.' },
    ru: { what: 'У пользователя нет доступа к приложению на портале.', next: 'Доступ даёт администратор портала в настройках приложения; затем войдите снова.' },
  },
  'needs-application': {
    en: { what: 'The portal allows this only to applications, not to webhooks.', next: 'Sign in with an application.' },
    ru: { what: 'Портал разрешает это только приложениям, не вебхукам.', next: 'Войдите через приложение.' },
  },
  'needs-confirmation': {
    en: { what: 'The portal waits for an administrator to confirm this access.', next: 'Ask a portal administrator to confirm it; then check again or sign in again.' },
    ru: { what: 'Портал ждёт, пока администратор подтвердит этот доступ.', next: 'Попросите администратора портала подтвердить его, затем проверьте ещё раз или войдите снова.' },
  },
  'portal-busy': {
    en: { what: 'The portal limits the number of requests just now.', next: 'Wait a minute and try again.' },
    ru: { what: 'Портал сейчас ограничивает число запросов.', next: 'Подождите минуту и попробуйте ещё раз.' },
  },
  'portal-blocked': {
    en: { what: 'The portal is switched off or blocked.', next: 'Open it in a browser: it says why. Its administrator can help.' },
    ru: { what: 'Портал отключён или заблокирован.', next: 'Откройте его в браузере: там написана причина. Поможет администратор портала.' },
  },
  'portal-deleted': {
    en: { what: 'The portal has been deleted.', next: 'The local copy stays readable. If the portal is back or has a new address, sign in again.' },
    ru: { what: 'Портал удалён.', next: 'Локальную копию можно читать. Если портал вернулся или сменил адрес, войдите снова.' },
  },
  'portal-moved': {
    en: { what: 'The portal has another address now.', next: 'Sign in again with the new address; the local copy and unsent ratings stay.' },
    ru: { what: 'У портала теперь другой адрес.', next: 'Войдите снова с новым адресом; локальная копия и неотправленные оценки остаются.' },
  },
  'portal-rejected': {
    en: { what: 'The portal refused the request.', next: 'Try again; if it repeats, the log in the profile folder holds the portal’s answer.' },
    ru: { what: 'Портал отклонил запрос.', next: 'Попробуйте ещё раз; если повторится, ответ портала есть в журнале в папке профиля.' },
  },
  'not-a-picture': {
    en: { what: 'The file is no picture that can be shown here.', next: 'Open the dialog in the portal to see it.' },
    ru: { what: 'Этот файл — не картинка, которую можно показать здесь.', next: 'Откройте диалог на портале, чтобы увидеть его.' },
  },
  'too-large': {
    en: { what: 'The picture is too large to be shown here.', next: 'Open the dialog in the portal to see it.' },
    ru: { what: 'Картинка слишком большая, чтобы показать её здесь.', next: 'Откройте диалог на портале, чтобы увидеть её.' },
  },
  'rating-conflict': {
    en: { what: 'Somebody else has rated this dialog meanwhile.', next: 'Keep theirs, or put yours in its place.' },
    ru: { what: 'Тем временем диалог оценил кто-то другой.', next: 'Оставьте чужую оценку или замените её своей.' },
  },
  'rating-not-kept': {
    en: { what: 'The portal took the rating but did not keep it.', next: 'The right to rate may be missing; try again or ask the portal’s administrator.' },
    ru: { what: 'Портал принял оценку, но не сохранил её.', next: 'Возможно, нет права на оценку; повторите или обратитесь к администратору портала.' },
  },
  'too-late-to-undo': {
    en: { what: 'The rating is already on its way to the portal.', next: 'Choose another one: it takes its place.' },
    ru: { what: 'Оценка уже отправляется на портал.', next: 'Выберите другую: она заменит её.' },
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
