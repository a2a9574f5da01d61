import { createRng } from '../rng.ts'
import type { Gender, Language } from '../types.ts'

const goods = {
  ru: ['Наушники Aero 3', 'Кофемашина Lumo', 'Кроссовки Trail X', 'Рюкзак Nord 25', 'Пылесос Vento S', 'Лампа Halo', 'Чайник Kera', 'Куртка Fjord', 'Колонка Mini Boom', 'Фитнес-браслет Pulse 2'],
  en: ['Aero 3 headset', 'Lumo coffee maker', 'Trail X tent', 'Nord 25 backpack', 'Vento S vacuum', 'Halo lamp', 'Kera kettle', 'Fjord jacket', 'Mini Boom speaker', 'Pulse 2 band'],
} as const
const devices = {
  ru: ['Наушники Aero 3', 'Кофемашина Lumo', 'Пылесос Vento S', 'Лампа Halo', 'Колонка Mini Boom', 'Фитнес-браслет Pulse 2'],
  en: ['Aero 3 headset', 'Lumo coffee maker', 'Vento S vacuum', 'Halo lamp', 'Mini Boom speaker', 'Pulse 2 band'],
} as const
const garments = {
  ru: ['Куртка Fjord', 'Платье Mira', 'Худи North', 'Футболка Lin'],
  en: ['Fjord jacket', 'Mira dress', 'North hoodie', 'Lin T-shirt'],
} as const
const cities = {
  ru: ['Москва', 'Санкт-Петербург', 'Казань', 'Новосибирск', 'Екатеринбург', 'Самара', 'Тверь', 'Пермь', 'Краснодар', 'Уфа'],
  en: ['Berlin', 'London', 'Warsaw', 'Dublin', 'Prague', 'Madrid', 'Tallinn', 'Oslo', 'Vienna', 'Lisbon'],
} as const
const days = {
  ru: ['в понедельник', 'во вторник', 'в среду', 'в четверг', 'в пятницу', 'в субботу', 'вчера'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const
/** Russian needs other words for a day to come: "в пятницу" when something happens, "на пятницу" when one books. */
const nextDays = { ru: ['завтра', 'в понедельник', 'во вторник', 'в среду', 'в четверг', 'в пятницу'], en: days.en } as const
const onDays = { ru: ['завтра', 'понедельник', 'вторник', 'среду', 'четверг', 'пятницу', 'субботу'], en: days.en } as const
const streets = {
  ru: ['ул. Лесная, 14', 'пр. Мира, 203, кв. 48', 'ул. Чехова, 7', 'Садовая, 31, подъезд 2', 'ул. Победы, 96'],
  en: ['14 Mill Lane', '203 Station Road, flat 48', '7 Park View', '31 Garden Street', '96 Bridge Avenue'],
} as const
const promoWords = ['ORION', 'SPRING', 'HELLO', 'BONUS', 'SALE']

export type Variables = Readonly<Record<string, string>>

/** The facts that one dialog talks about: the same order number from the first message to the last. */
export function dialogVariables(seed: number, sessionId: number, language: Language): Variables {
  const rng = createRng(seed, 'variables', sessionId)
  const digits = (count: number) => String(rng.between(10 ** (count - 1), 10 ** count - 1))
  const price = rng.between(8, 320) * 50 - 10
  return {
    order: `${digits(5)}-${digits(1)}`,
    ticket: `#${digits(6)}`,
    track: `RA${digits(9)}`,
    sum: language === 'ru' ? `${String(price).replace(/\B(?=\d{3}$)/, '\u00a0')} ₽` : `$${(price / 50).toFixed(2)}`,
    product: rng.pick(goods[language]),
    device: rng.pick(devices[language]),
    garment: rng.pick(garments[language]),
    city: rng.pick(cities[language]),
    day: rng.pick(days[language]),
    nextDay: rng.pick(nextDays[language]),
    onDay: rng.pick(onDays[language]),
    time: `${rng.between(9, 18)}:${rng.pick(['00', '30'])}`,
    address: rng.pick(streets[language]),
    size: rng.pick(['S', 'M', 'L', '42', '44', '46']),
    promo: `${rng.pick(promoWords)}${digits(2)}`,
    promo2: `THANKS${digits(2)}`,
    email: `${rng.pick(['ivanova', 'alex', 'm.k', 'sunny', 'office'])}${digits(3)}@example.com`,
    link: `https://orion.example/track/${digits(8)}`,
  }
}

/** Fills `{marks}` and chooses in `{masculine|feminine}`; an unknown mark stays as it is, so that a slip shows up in a test. */
export function fill(template: string, variables: Variables, gender: Gender): string {
  return template
    .replace(/\{([^{}|]+)\|([^{}|]+)\}/g, (_, masculine: string, feminine: string) => (gender === 'F' ? feminine : masculine))
    .replace(/\{(\w+)\}/g, (mark, name: string) => variables[name] ?? mark)
}
