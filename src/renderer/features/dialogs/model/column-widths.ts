import type { DialogColumn } from '#contract/dialogs.ts'
import type { ViewColumn } from '#contract/views.ts'

type Width = {
  /** The least that still reads, px. */
  readonly min: number
  /** Its part of what is left over. Names are what gets cut off, so they take most of it. */
  readonly share: number
  /** The least in a roomy list, where the cell says more. */
  readonly roomyMin?: number
}

const moment: Width = { min: 74, share: 0.3, roomyMin: 154 }
const duration: Width = { min: 72, share: 0.1 }
const yesNo: Width = { min: 64, share: 0.1 }

const widths: Readonly<Record<DialogColumn, Width>> = {
  id: { min: 72, share: 0.1 },
  client: { min: 110, share: 1.2 },
  generalStatus: { min: 104, share: 0.4 },
  detailedStatus: { min: 120, share: 0.5 },
  status: { min: 74, share: 0.2, roomyMin: 84 },
  closeReason: { min: 104, share: 0.4 },
  spam: yesNo,
  operator: { min: 88, share: 1.6 },
  department: { min: 90, share: 1.2 },
  source: { min: 66, share: 2.2 },
  line: { min: 58, share: 1.7 },
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
 * Widths in px for a list of that width: as set, and the other columns share what is left, so that together they are
 * never less than the list where one of them can grow. Plain numbers because the browser lays out rows of fixed tracks
 * ten times faster than rows of shares or container units, and scrolling lays out rows all the time.
 */
export function columnWidths(columns: readonly Pick<ViewColumn, 'column' | 'width'>[], listWidth: number): number[] {
  const roomy = isRoomy(listWidth)
  const least = columns.map(({ column, width }) => width ?? (roomy ? widths[column].roomyMin : undefined) ?? widths[column].min)
  const shares = columns.map(({ column, width }) => width === null ? widths[column].share : 0)
  const spare = Math.max(0, listWidth - sum(least))
  const result = least.map((px, index) => px + (spare === 0 ? 0 : Math.floor(spare * (shares[index] ?? 0) / (sum(shares) || 1))))
  // What rounding left over goes to the first column that may grow.
  const rest = Math.max(0, listWidth - sum(result))
  const growing = columns.findIndex(({ width }) => width === null)
  return result.map((px, index) => index === growing ? px + rest : px)
}

/** Pinned columns leave at least this part of the list to those that scroll. */
const SCROLLING_PART = 1 / 3

/** How many columns, from the left, stay in sight; none in a list that has no need to scroll sideways. */
export function stuckCount(columns: readonly Pick<ViewColumn, 'pinned'>[], px: readonly number[], listWidth: number): number {
  if (sum(px) <= listWidth) return 0
  const end = columns.findIndex(({ pinned }, index) => !pinned || sum(px.slice(0, index + 1)) > listWidth * (1 - SCROLLING_PART))
  return end === -1 ? columns.length : end
}

/** For the sheet of the list; its rows and heads read them. */
export function sheetVariables(px: readonly number[], stuck: number): Record<`--${string}`, string> {
  const lefts = Array.from({ length: stuck }, (_, index) => [`--left-${index}`, `${sum(px.slice(0, index))}px`])
  return { '--tracks': px.map(width => `${width}px`).join(' '), '--sheet-width': `${sum(px)}px`, ...Object.fromEntries(lefts) }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
