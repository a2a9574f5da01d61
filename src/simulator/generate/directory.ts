import { createRng } from '../rng.ts'
import { lines, staff } from '../data/company.ts'
import type { Line, Staff } from '../types.ts'

const DAY = 86_400

export type Directory = {
  readonly staff: readonly Staff[]
  readonly person: (id: number) => Staff | undefined
  readonly line: (id: number) => Line | undefined
  /** Operators of a line who were employed at the moment (epoch seconds). */
  readonly queue: (lineId: number, at: number) => readonly Staff[]
  /** Still employed at the moment (epoch seconds). */
  readonly isEmployed: (person: Staff, at: number) => boolean
}

export function createDirectory(seed: number, anchor: number): Directory {
  const people = staff.map(([id, firstName, lastName, gender, position, departmentId, lineIds, hiredDaysAgo, dismissedDaysAgo]): Staff => {
    const rng = createRng(seed, 'staff', id)
    return {
      id,
      firstName,
      lastName,
      gender,
      position,
      departmentId,
      lineIds,
      hiredDaysAgo,
      dismissedDaysAgo,
      slowness: 0.6 + rng.next() * 1.2,
      // Most are polite; a few people collect most of the dislikes, as in life.
      roughness: rng.chance(0.15) ? 0.1 + rng.next() * 0.12 : rng.next() * 0.05,
    }
  })
  const byId = new Map(people.map((person) => [person.id, person]))
  const lineById = new Map(lines.map((line) => [line.id, line]))
  const queues = new Map(lines.map((line) => [line.id, people.filter((person) => person.lineIds.includes(line.id))]))

  function isEmployed(person: Staff, at: number): boolean {
    const hired = anchor - person.hiredDaysAgo * DAY
    return at >= hired && (person.dismissedDaysAgo === null || at < anchor - person.dismissedDaysAgo * DAY)
  }

  return {
    staff: people,
    person: (id) => byId.get(id),
    line: (id) => lineById.get(id),
    queue: (lineId, at) => (queues.get(lineId) ?? []).filter((person) => isEmployed(person, at)),
    isEmployed,
  }
}
