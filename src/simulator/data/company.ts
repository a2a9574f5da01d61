import type { Channel, Department, Gender, Line } from '../types.ts'

const russianChannels: readonly (readonly [Channel, number])[] = [
  ['livechat', 34],
  ['telegrambot', 25],
  ['whatsappbyedna', 14],
  ['vkgroup', 10],
  ['avito', 7],
  ['viber', 4],
  ['max', 3],
  ['ok', 3],
]
const foreignChannels: readonly (readonly [Channel, number])[] = [
  ['livechat', 44],
  ['whatsappbytwilio', 19],
  ['fbinstagramdirect', 16],
  ['facebook', 13],
  ['telegrambot', 8],
]

const usual = { transferChange: true, closesOnVote: true, voteTimeLimit: 0, hasStars: false } as const

/** Each way in which lines differ for a supervisor is met on one of them. */
export const lines: readonly Line[] = [
  { id: 12, name: 'Поддержка', language: 'ru', kind: 'support', weight: 30, kpiSeconds: 120, maxChat: 5, asksForVote: true, crm: true, ...usual, hasBot: true, channels: russianChannels },
  { id: 14, name: 'Продажи', language: 'ru', kind: 'sales', weight: 22, kpiSeconds: 60, maxChat: 6, asksForVote: true, crm: true, ...usual, transferChange: false, hasBot: false, channels: russianChannels },
  { id: 18, name: 'Доставка и возвраты', language: 'ru', kind: 'delivery', weight: 18, kpiSeconds: 180, maxChat: 5, asksForVote: true, crm: true, ...usual, voteTimeLimit: 172_800, hasBot: true, channels: russianChannels },
  { id: 22, name: 'Customer Care', language: 'en', kind: 'support', weight: 13, kpiSeconds: 180, maxChat: 4, asksForVote: true, crm: true, ...usual, hasStars: true, hasBot: true, channels: foreignChannels },
  { id: 24, name: 'Delivery & Returns', language: 'en', kind: 'delivery', weight: 10, kpiSeconds: 300, maxChat: 4, asksForVote: true, crm: true, ...usual, closesOnVote: false, hasBot: false, channels: foreignChannels },
  // The line without ratings, KPI and CRM: reports must cope with all three being absent.
  { id: 30, name: 'Запись в студию', language: 'ru', kind: 'booking', weight: 7, kpiSeconds: 0, maxChat: 3, asksForVote: false, crm: false, ...usual, hasBot: false, channels: russianChannels },
]

export const departments: readonly Department[] = [
  { id: 1, name: 'Орион Маркет', parent: null, head: 1 },
  { id: 3, name: 'Клиентский сервис', parent: 1, head: 7 },
  { id: 5, name: 'Первая линия поддержки', parent: 3, head: 11 },
  { id: 7, name: 'Доставка и возвраты', parent: 3, head: 27 },
  { id: 9, name: 'Отдел продаж', parent: 1, head: 19 },
  { id: 11, name: 'International Desk', parent: 3, head: 41 },
  { id: 13, name: 'Контроль качества', parent: 1, head: 1 },
]

/** The portal's welcome bot. It is not an employee: `user.get` never shows it. */
export const bot = { id: 5, name: 'Орион-помощник', language: 'ru' } as const

/** An ordinary group chat, for callers who mistake it for a dialog with a client. */
export const teamChat = { id: 701 } as const

export type StaffEntry = readonly [id: number, firstName: string, lastName: string, gender: Gender, position: string, departmentId: number, lineIds: readonly number[], hiredDaysAgo: number, dismissedDaysAgo: number | null]

/** Everybody who ever worked here; times are days before the anchor, so the company looks the same on any date. */
export const staff: readonly StaffEntry[] = [
  [1, 'Марина', 'Ветрова', 'F', 'Руководитель контроля качества', 13, [], 2400, null],
  [7, 'Игорь', 'Санников', 'M', 'Руководитель клиентского сервиса', 3, [], 2200, null],
  [11, 'Анна', 'Петрова', 'F', 'Старший специалист поддержки', 5, [12], 1900, null],
  [12, 'Павел', 'Дроздов', 'M', 'Специалист поддержки', 5, [12], 1500, null],
  [13, 'Ольга', 'Меньшикова', 'F', 'Специалист поддержки', 5, [12, 18], 1300, null],
  [15, 'Тимур', 'Гарипов', 'M', 'Специалист поддержки', 5, [12], 900, null],
  [16, 'Ксения', 'Лаптева', 'F', 'Специалист поддержки', 5, [12], 640, null],
  [17, 'Денис', 'Кравец', 'M', 'Стажёр поддержки', 5, [12], 95, null],
  [18, 'Людмила', 'Ершова', 'F', 'Специалист поддержки', 5, [12], 1700, 210],
  [19, 'Артём', 'Белозёров', 'M', 'Руководитель отдела продаж', 9, [14], 2000, null],
  [20, 'Виктория', 'Ланская', 'F', 'Менеджер по продажам', 9, [14], 1250, null],
  [21, 'Роман', 'Чижов', 'M', 'Менеджер по продажам', 9, [14, 30], 1100, null],
  [22, 'Алина', 'Сафина', 'F', 'Менеджер по продажам', 9, [14], 760, null],
  [23, 'Егор', 'Тихомиров', 'M', 'Менеджер по продажам', 9, [14], 420, null],
  [24, 'Светлана', 'Гончар', 'F', 'Менеджер по продажам', 9, [14, 30], 1600, 400],
  [25, 'Наталья', 'Ким', 'F', 'Администратор студии', 9, [30], 980, null],
  [27, 'Сергей', 'Воронцов', 'M', 'Руководитель логистики', 7, [18], 2100, null],
  [28, 'Мария', 'Полякова', 'F', 'Специалист по доставке', 7, [18], 1400, null],
  [29, 'Илья', 'Носков', 'M', 'Специалист по доставке', 7, [18], 830, null],
  [31, 'Юлия', 'Абрамова', 'F', 'Специалист по возвратам', 7, [18], 690, null],
  [32, 'Кирилл', 'Остапенко', 'M', 'Специалист по доставке', 7, [18, 12], 300, null],
  [33, 'Вера', 'Шишкина', 'F', 'Специалист по возвратам', 7, [18], 1500, 75],
  [41, 'Emma', 'Lindqvist', 'F', 'International Desk Lead', 11, [22], 1450, null],
  [42, 'Daniel', 'Okafor', 'M', 'Customer Care Specialist', 11, [22, 24], 1200, null],
  [43, 'Sofia', 'Marchetti', 'F', 'Customer Care Specialist', 11, [22], 870, null],
  [44, 'Arjun', 'Mehta', 'M', 'Customer Care Specialist', 11, [22, 24], 560, null],
  [45, 'Chloe', 'Bennett', 'F', 'Returns Specialist', 11, [24], 940, null],
  [46, 'Tomasz', 'Zieliński', 'M', 'Delivery Specialist', 11, [24], 350, null],
  [47, 'Grace', 'Mwangi', 'F', 'Returns Specialist', 11, [24], 180, null],
  [48, 'Oliver', 'Hayes', 'M', 'Customer Care Specialist', 11, [22], 1300, 320],
  [52, 'Татьяна', 'Рудакова', 'F', 'Специалист по качеству', 13, [], 700, null],
]
