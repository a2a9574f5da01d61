import type { PortalLinks } from '#core/portal/portal.ts'

/** Kinds of records by name and by OWNER_TYPE_ID. */
const cards: Readonly<Record<string, string>> = {
  lead: 'lead', deal: 'deal', contact: 'contact', company: 'company', 1: 'lead', 2: 'deal', 3: 'contact', 4: 'company',
}
/** Smart processes are numbered from here. */
const firstSmartProcess = 128
const smartProcess = /^(?:dynamic_)?(\d{3,9})$/

/** `origin` is asked each time: a portal can be renamed while the program runs. */
export function createLinks(origin: () => string): PortalLinks {
  return {
    session: sessionId => `${origin()}/online/?IM_HISTORY=imol%7C${sessionId}`,
    chat: chatId => `${origin()}/online/?IM_DIALOG=chat${chatId}`,
    crm: (entityType, entityId) => {
      const path = cardPath(entityType.toLowerCase())
      return path === null || !Number.isSafeInteger(entityId) || entityId <= 0 ? null : `${origin()}/crm/${path}/details/${entityId}/`
    },
  }
}

function cardPath(entityType: string): string | null {
  if (Object.hasOwn(cards, entityType)) return cards[entityType] ?? null
  const [, typeId] = smartProcess.exec(entityType) ?? []
  return typeId === undefined || Number(typeId) < firstSmartProcess ? null : `type/${Number(typeId)}`
}
