import type { Act, Step } from './plan.ts'
import type { FileKind, Turn } from '../data/scenario.ts'
import type { Rng } from '../rng.ts'
import type { Author, CloseReason, Staff } from '../types.ts'

/** Writes steps one after another and keeps the time and the operator in charge. `after` = seconds since the last step. */
export type Pen = ReturnType<typeof createPen>

export function createPen(rng: Rng, first: Staff) {
  const steps: Step[] = []
  let time = 0
  let operator = first
  let assigned = false

  function put(act: Act, by: Author, template: string, at: number, extra: { file?: FileKind | null; fromId?: number; reason?: CloseReason } = {}): void {
    // Time never stands still or runs back, whatever the dice said.
    time = steps.length === 0 ? 0 : Math.max(time + 1, at)
    if (act === 'assign' || by === 'operator') assigned = true
    steps.push({
      at: time,
      act,
      by,
      template,
      file: extra.file ?? null,
      operatorId: assigned ? operator.id : 0,
      fromId: extra.fromId ?? 0,
      reason: extra.reason ?? null,
    })
  }

  return {
    steps: steps as readonly Step[],
    now: () => time,
    rest: (seconds: number) => {
      time += seconds
    },
    startNoEarlierThan: (at: number) => {
      // One second less, because the next step moves at least one second on.
      time = Math.max(time, at - 1)
    },
    turn: (turn: Turn) => {
      const tempo = turn.by === 'operator' ? rng.longTail(48 * operator.slowness, 0.7) : rng.longTail(38, 0.8)
      put('say', turn.by, rng.pick(turn.texts), time + Math.min(1500, Math.max(3, Math.round(tempo))), { file: turn.file })
    },
    bot: (template: string, after: number) => put('say', 'bot', template, time + after),
    client: (template: string, after: number) => put('say', 'client', template, time + after),
    clientAt: (template: string, at: number) => put('say', 'client', template, at),
    operator: (template: string, after: number) => put('say', 'operator', template, time + after),
    operatorAt: (template: string, at: number) => put('say', 'operator', template, at),
    portal: (act: Act, template: string, after: number) => put(act, 'system', template, time + after),
    portalAt: (act: Act, template: string, at: number) => put(act, 'system', template, at),
    handOver: (act: 'transfer' | 'queue' | 'line', to: Staff, template: string, after: number) => {
      const fromId = operator.id
      operator = to
      put(act, 'system', template, time + after, { fromId })
    },
    close: (template: string, reason: CloseReason, after: number) => put('close', 'system', template, time + after, { reason }),
  }
}
