export type Language = 'en' | 'ru'

/**
 * Names of the portal's own connectors. `imconnector.list` needs an application's rights, so a webhook cannot ask; a
 * custom connector is shown by its code.
 */
const names: Readonly<Record<string, { readonly en: string; readonly ru: string }>> = {
  livechat: { en: 'Website chat', ru: 'Онлайн-чат' },
  telegrambot: { en: 'Telegram', ru: 'Telegram' },
  viber: { en: 'Viber', ru: 'Viber' },
  whatsappbyedna: { en: 'WhatsApp (edna)', ru: 'WhatsApp (edna)' },
  whatsappbytwilio: { en: 'WhatsApp (Twilio)', ru: 'WhatsApp (Twilio)' },
  wazzup: { en: 'Wazzup', ru: 'Wazzup' },
  vkgroup: { en: 'VK', ru: 'ВКонтакте' },
  ok: { en: 'Odnoklassniki', ru: 'Одноклассники' },
  avito: { en: 'Avito', ru: 'Авито' },
  max: { en: 'MAX', ru: 'MAX' },
  facebook: { en: 'Facebook Messenger', ru: 'Facebook Messenger' },
  facebookcomments: { en: 'Facebook comments', ru: 'Комментарии Facebook' },
  fbinstagram: { en: 'Instagram', ru: 'Instagram' },
  fbinstagramdirect: { en: 'Instagram Direct', ru: 'Instagram Direct' },
  imessage: { en: 'Apple Messages', ru: 'Apple Messages' },
  wechat: { en: 'WeChat', ru: 'WeChat' },
  olx: { en: 'OLX', ru: 'OLX' },
  network: { en: 'Bitrix24.Network', ru: 'Битрикс24.Network' },
  notifications: { en: 'SMS and notifications', ru: 'СМС и уведомления' },
}

export function channelName(source: string, language: Language): string {
  return names[source]?.[language] ?? source
}
