import type { DialogColumn } from '#contract/dialogs.ts'

type Width = {
  /** The least that still reads, px. */
  readonly min: number
  /** Its part of what is left over. Names are what gets cut off, so they take most of it. */
  readonly share: number
  /** The least in a roomy list, where the cell says more. */
  readonly roomyMin?: number
}

const moment: Width = { min: 74, share: 0.3, roomyMin: 116 }
const duration: Width = { min: 72, share: 0.1 }
const yesNo: Width = { min: 64, share: 0.1 }

const widths: Readonly<Record<DialogColumn, Width>> = {
  id: { min: 72, share: 0.1 },
  client: { min: 110, share: 1.2 },
  generalStatus: { min: 104, share: 0.4 },
  detailedStatus: { min: 120, share: 0.5 },
  status: { min: 64, share: 0.2, roomyMin: 84 },
  closeReason: { min: 104, share: 0.4 },
  spam: yesNo,
  operator: { min: 90, share: 1.6 },
  department: { min: 90, share: 1.2 },
  source: { min: 70, share: 2.2 },
  line: { min: 62, share: 1.7 },
  direction: { min: 72, share: 0.2 },
  crmEntityType: { min: 84, share: 0.3 },
  page: yesNo,
  formFilled: yesNo,
  historyRequested: yesNo,
  pinned: { min: 76, share: 0.1 },
  clientRating: { min: 80, share: 0.2, roomyMin: 84 },
  supervisorRating: { min: 58, share: 0.3, roomyMin: 84 },
  supervisorComment: { min: 120, share: 2.2 },
  review: { min: 76, share: 0.3 },
  ownRating: yesNo,
  ratingState: { min: 96, share: 0.3 },
  alertState: { min: 92, share: 0.3 },
  evidence: { min: 120, share: 1.6 },
  kpiFirstAnswer: yesNo,
  createdAt: moment,
  queuedAt: moment,
  firstAnswerAt: moment,
  operatorAnswerAt: moment,
  lastMessageAt: moment,
  operatorClosedAt: moment,
  closedAt: moment,
  changedAt: moment,
  ratedAt: moment,
  waitAnswer: { min: 68, share: 0.1 },
  waitTaken: duration,
  waitOperatorClose: duration,
  waitClose: duration,
  dialogTime: duration,
  firstReply: duration,
  botTime: duration,
  totalReply: duration,
  averageReply: duration,
  longestReply: duration,
  messageCount: { min: 62, share: 0.1 },
  transfers: { min: 62, share: 0.1 },
}

/** From here cells have room for their words, and dates for their time. */
const ROOMY_PX = 860

export function isRoomy(listWidth: number): boolean {
  return listWidth >= ROOMY_PX
}

/**
 * Widths in px for a list of that width; together never less than it. Plain numbers because the browser lays out rows
 * of fixed tracks ten times faster than rows of shares or container units, and scrolling lays out rows all the time.
 */
export function columnWidths(columns: readonly DialogColumn[], listWidth: number): number[] {
  const roomy = isRoomy(listWidth)
  const least = columns.map(column => (roomy ? widths[column].roomyMin : undefined) ?? widths[column].min)
  const spare = Math.max(0, listWidth - sum(least))
  const shares = sum(columns.map(column => widths[column].share))
  const result = columns.map((column, index) => (least[index] ?? 0) + Math.floor(spare * widths[column].share / shares))
  // What rounding left over goes to the first column, the widest one.
  const rest = Math.max(0, listWidth - sum(result))
  return result.map((width, index) => index === 0 ? width + rest : width)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
