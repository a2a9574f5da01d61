import type { PickReason, Sample } from '#contract/review.ts'
import { byOperator } from './by-operator.ts'
import { createRandom, shuffled } from './random.ts'

export type Candidate = { readonly sessionId: number; readonly operatorId: number | null }

export type Pick = Candidate & {
  readonly reason: PickReason
  /** With which this dialog was to be chosen, whatever the seed. */
  readonly probability: number
}

type Group = { readonly waiting: Candidate[]; readonly size: number; chance: number }

/**
 * Chooses dialogs, in the order of `candidates`. With a quota every operator gives one in turn until the quota, the size
 * or the dialogs are used up; in a last round that does not reach everybody, chance decides who. The rest of the size is
 * chosen among all that are left. Depends on the seed and on which dialogs there are, not on their order.
 */
export function chooseSample(candidates: readonly Candidate[], { seed, size, perOperator }: Sample): Pick[] {
  const random = createRandom(seed)
  const groups = groupByOperator(candidates, random)
  const chosen = new Map<number, PickReason>()
  if (perOperator !== null) takeQuota(groups, { perOperator, size, random, take: ({ sessionId }) => chosen.set(sessionId, 'quota') })

  const left = shuffled([...groups.values()].flatMap(({ waiting }) => waiting), random)
  const rest = left.slice(0, Math.max(0, size - chosen.size))
  const restChance = left.length === 0 ? 0 : rest.length / left.length
  for (const { sessionId } of rest) chosen.set(sessionId, 'random')

  return candidates.flatMap(candidate => {
    const reason = chosen.get(candidate.sessionId)
    const quotaChance = groups.get(candidate.operatorId)?.chance ?? 0
    return reason === undefined ? [] : [{ ...candidate, reason, probability: quotaChance + (1 - quotaChance) * restChance }]
  })
}

function groupByOperator(candidates: readonly Candidate[], random: () => number): Map<number | null, Group> {
  const byId = candidates.toSorted((a, b) => (a.operatorId ?? 0) - (b.operatorId ?? 0) || a.sessionId - b.sessionId)
  return new Map([...byOperator(byId)].map(([operatorId, list]) => [operatorId, { waiting: shuffled(list, random), size: list.length, chance: 0 }]))
}

function takeQuota(groups: ReadonlyMap<number | null, Group>, { perOperator, size, random, take }: {
  readonly perOperator: number; readonly size: number; readonly random: () => number; readonly take: (candidate: Candidate) => void
}): void {
  let room = size
  for (let round = 0; round < perOperator && room > 0; round += 1) {
    const able = [...groups.values()].filter(({ waiting }) => waiting.length > 0)
    if (able.length === 0) return
    const served = Math.min(room, able.length)
    for (const group of able) group.chance += served / able.length / group.size
    for (const group of shuffled(able, random).slice(0, served)) {
      const next = group.waiting.shift()
      if (next) take(next)
    }
    room -= served
  }
}
