import type { Gender, Language } from '../types.ts'
import type { Rng } from '../rng.ts'

const russianMen = ['Александр', 'Дмитрий', 'Максим', 'Сергей', 'Андрей', 'Алексей', 'Артём', 'Илья', 'Кирилл', 'Михаил', 'Никита', 'Егор', 'Роман', 'Павел', 'Виктор', 'Олег', 'Тимур', 'Руслан', 'Константин', 'Григорий']
const russianWomen = ['Анна', 'Мария', 'Елена', 'Ольга', 'Наталья', 'Екатерина', 'Татьяна', 'Ирина', 'Светлана', 'Юлия', 'Дарья', 'Полина', 'Алина', 'Ксения', 'Вера', 'Людмила', 'Галина', 'Камилла', 'Софья', 'Зоя']
/** Masculine forms; the feminine form is derived. */
const russianSurnames = ['Иванов', 'Смирнов', 'Кузнецов', 'Попов', 'Васильев', 'Петров', 'Соколов', 'Михайлов', 'Новиков', 'Фёдоров', 'Морозов', 'Волков', 'Алексеев', 'Лебедев', 'Семёнов', 'Егоров', 'Павлов', 'Козлов', 'Степанов', 'Николаев', 'Орлов', 'Макаров', 'Никитин', 'Захаров', 'Зайцев', 'Соловьёв', 'Борисов', 'Яковлев', 'Григорьев', 'Романов', 'Островский', 'Белинский', 'Мельник', 'Гончар', 'Ким', 'Ахметов', 'Гарипов', 'Сафин', 'Литвиненко', 'Шевчук']
const foreignMen = ['James', 'Oliver', 'Daniel', 'Lucas', 'Mateo', 'Ahmed', 'Noah', 'Liam', 'Marco', 'Henrik', 'Tomasz', 'Arjun', 'Kenji', 'Samuel', 'Hugo', 'Ethan']
const foreignWomen = ['Emma', 'Sophia', 'Isabella', 'Fatima', 'Chloe', 'Hannah', 'Priya', 'Lucia', 'Amelia', 'Grace', 'Ingrid', 'Zofia', 'Mei', 'Nora', 'Olivia', 'Leila']
const foreignSurnames = ['Carter', 'Nguyen', 'Schmidt', 'García', 'Rossi', 'Kowalski', 'Andersson', 'Patel', 'Okafor', 'Brown', 'Dubois', 'Tanaka', 'Murphy', 'Silva', 'Haddad', 'Clarke', 'Novak', 'Jensen', 'Mbeki', 'Wilson', 'Fischer', 'O’Neill', 'Lopez', 'Singh']

export type PersonName = { readonly firstName: string; readonly lastName: string; readonly gender: Gender }

export function personName(rng: Rng, language: Language): PersonName {
  const gender: Gender = rng.chance(0.55) ? 'F' : 'M'
  if (language === 'en') {
    return { firstName: rng.pick(gender === 'M' ? foreignMen : foreignWomen), lastName: rng.pick(foreignSurnames), gender }
  }
  const surname = rng.pick(russianSurnames)
  return {
    firstName: rng.pick(gender === 'M' ? russianMen : russianWomen),
    lastName: gender === 'M' ? surname : feminine(surname),
    gender,
  }
}

function feminine(surname: string): string {
  if (surname.endsWith('ский')) return `${surname.slice(0, -2)}ая`
  // Surnames such as Ким, Мельник or Шевчук are the same for women.
  return /(ов|ев|ёв|ин)$/.test(surname) ? `${surname}а` : surname
}
